using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>What every warning of one household on one day is read from.</summary>
internal sealed record WarningView(HouseholdFacts Facts, LocalDate AsOf, ParameterHistory History, ParameterSet Set)
{
    public WarningValues Values => Set.Values.Warnings;

    /// <summary>How much of likely and of uncertain income counts (R45).</summary>
    public IncomeWeights IncomeWeights => new(Set.Values.Planning.LikelyIncomePpm, Set.Values.Planning.UncertainIncomePpm);

    /// <summary>What was effective by the day, in order.</summary>
    public IEnumerable<HouseholdEvent> Happened => Facts.InOrder.TakeWhile(happened => happened.Effective <= AsOf);

    /// <summary>The first day after the last month that is complete on the day; a month is complete on its last day.</summary>
    public LocalDate AfterCompleteMonths
    {
        get
        {
            var tomorrow = AsOf.PlusDays(1);
            return new LocalDate(tomorrow.Year, tomorrow.Month, 1);
        }
    }

    /// <summary>Closings and re-openings alternate, so their numbers tell, even where one day saw both.</summary>
    public bool IsOpen
        => Facts.Enrolment is { } enrolment
            && enrolment.Date <= AsOf
            && Happened.Count(h => h is HouseholdEvent.HouseholdClosed) == Happened.Count(h => h is HouseholdEvent.HouseholdReopened);

    public Warning Warn(
        WarningKind kind, LocalDate on, Money? amount, ValueList<FactId> facts, WarningEvidence evidence, CreditorId? creditor = null)
        => new(kind, on, creditor, amount, facts, evidence, new JudgementBasis(Set.Id, Set.ContentHash, WarningCalculator.Number));
}
