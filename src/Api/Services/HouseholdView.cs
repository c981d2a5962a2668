using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>A household as it was known at a moment, to be asked about one day (R12).</summary>
/// <param name="Enrolment">Its first event.</param>
/// <param name="Entries">What was recorded by then, in stream order.</param>
/// <param name="Facts">The same with corrections applied.</param>
/// <param name="Books">The agency with everything recorded so far.</param>
/// <param name="Parameters">The agency's sets known by then.</param>
/// <param name="AsOf">The day asked about.</param>
/// <param name="Resolved">The pair for which the answer holds.</param>
internal sealed record HouseholdView(
    HouseholdEvent.HouseholdEnrolled Enrolment,
    IReadOnlyList<HouseholdEntry> Entries,
    HouseholdFacts Facts,
    AgencyState Books,
    ParameterHistory Parameters,
    LocalDate AsOf,
    V1.ResolvedViewpoint Resolved)
{
    public HouseholdId Household => Enrolment.Household;

    public AgencyId Agency => Enrolment.Agency;

    /// <summary>
    /// In force on the day (R60). What was known before the agency published any set is told by the first one it did publish.
    /// </summary>
    public ParameterSet ParameterSet => Parameters.InForce(AsOf) ?? Books.Parameters.Sets[0].Set;

    /// <summary>The creditors known by then, or the one asked for.</summary>
    public IEnumerable<CreditorId> Creditors(CreditorId? only) =>
        ArrearsCalculator.Creditors(Facts).Where(c => only is not { } wanted || c == wanted);

    /// <summary>One for every creditor known by then.</summary>
    public IReadOnlyList<CreditorTimeline> Timelines() =>
        [.. Creditors(only: null).Select(creditor => ArrearsCalculator.Timeline(Facts, creditor, Parameters))];

    /// <summary>What counts on or before the day, in the order of facts.</summary>
    public IEnumerable<HouseholdEvent> Effective() => Facts.InOrder.TakeWhile(e => e.Effective <= AsOf);
}
