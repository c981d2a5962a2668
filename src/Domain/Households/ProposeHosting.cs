using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Proposes to host a household in a flat of the agency, or to renew its hosting (R51, R52).</summary>
/// <param name="Start">Null in a renewal: the first day after the hosting that it renews.</param>
/// <param name="End">First day outside; null takes the whole term that the agency allows.</param>
/// <param name="Renews">Null for an admission.</param>
/// <param name="Proposer">Approves nothing of it.</param>
public sealed record ProposeHosting(
    FactId Id,
    LocalDate Date,
    LocalDate? Start,
    LocalDate? End,
    HostingTarget Target,
    PersonalText? Flat,
    FactId? Renews,
    string ReasonCode,
    PersonalText? Evidence,
    StaffId Proposer)
{
    /// <summary>
    /// In this order: the household is enrolled; the hosting to be renewed is known; the same proposal again is nothing; the content; the
    /// flat is registered; a renewal is asked for before the end and begins on it; the terms; for an admission every condition but the
    /// approvals. Free places are asked for with the last approval: until then they may become free, or be taken.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, ProposeHosting command, AgencyState agency, Today today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(agency);
        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        var renewed = command.Renews is { } id ? HostingTerms.Lived(state).FirstOrDefault(hosting => hosting.Id == id) : null;
        if (command.Renews is { } unknown && renewed is null)
        {
            return Granting.Named(Reasons.HostingUnknown, $"No hosting {unknown} is recorded.", unknown);
        }

        if ((command.Start ?? renewed?.Period.End) is not { } start)
        {
            return Conditions.At(Reasons.ValueMissing, "start", "An admission needs its first day.");
        }

        var values = HostingValues.InForce(agency, command.Date);
        var proposed = new HostingProposed(
            command.Id,
            command.Date,
            new DateSpan(start, command.End ?? HostingTerms.Whole(start, values.TermMonths).End),
            command.Target,
            command.Flat,
            command.Renews,
            command.ReasonCode,
            command.Evidence,
            command.Proposer);
        var recorded = Recording.Record(state, proposed, agency, today);
        if (recorded is not Decision<HouseholdEvent>.Accepted { Events.Count: > 0 })
        {
            return recorded;
        }

        var refusal = CheckFlat(agency, proposed)
            ?? (renewed is null ? null : CheckRenewal(proposed, renewed))
            ?? HostingTerms.Check(state, Agreed(proposed, command.Id, command.Date), values)
            ?? (renewed is null ? CheckEligible(state, proposed, values.Approvals, command.Date, values) : null);
        return refusal is null ? recorded : refusal;
    }

    /// <summary>The hosting to which a proposal leads.</summary>
    internal static HostingAgreed Agreed(HostingProposed proposed, FactId id, LocalDate day)
        => new(id, day, proposed.Period, proposed.Flat) { Renews = proposed.Renews };

    /// <summary>Every condition that failed is named, by a word each.</summary>
    internal static Refusal? CheckEligible(
        HouseholdState state, HostingProposed proposed, int approvals, LocalDate day, HostingValues values)
    {
        var eligibility = HostingEligibility.Of(state.Facts(), day, proposed.Target, approvals, values);
        return eligibility.IsMet
            ? null
            : new Refusal(
                Reasons.HostingNotEligible,
                "The household does not meet every condition of an admission.",
                [new RefusalDetail("failed", string.Join(',', eligibility.Failed).ToUpperInvariant())]);
    }

    private static Refusal? CheckFlat(AgencyState agency, HostingProposed proposed)
        => proposed.Flat?.Text is { } flat && agency.FlatRegistrations(new FlatId(flat)).Count == 0
            ? Conditions.At(Reasons.FlatUnknown, "flat", "The flat is not registered with the agency.")
            : null;

    private static Refusal? CheckRenewal(HostingProposed proposed, HostingAgreed renewed)
        => proposed.Date >= renewed.Period.End
            ? Conditions.At(Reasons.HostingRenewalLate, "date", "A renewal is asked for before the hosting ends; propose an admission.")
            : proposed.Period.Start != renewed.Period.End
                ? Conditions.At(Reasons.DatesOutOfOrder, "start", "A renewal begins on the day after the hosting's last.")
                : null;
}
