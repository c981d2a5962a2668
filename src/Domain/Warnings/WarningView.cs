using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>What every warning of one household on one day is read from; what several need is made once.</summary>
internal sealed class WarningView(HouseholdFacts facts, LocalDate asOf, ParameterHistory history, ParameterSet set)
{
    private readonly Dictionary<CreditorId, LedgerStatement> statements = [];
    private IReadOnlyList<JudgedPromise>? judged;

    public HouseholdFacts Facts => facts;

    public LocalDate AsOf => asOf;

    public ParameterSet Set => set;

    public WarningValues Values => Set.Values.Warnings;

    /// <summary>How much of likely and of uncertain income counts (R45).</summary>
    public IncomeWeights IncomeWeights => new(Set.Values.Planning.LikelyIncomePpm, Set.Values.Planning.UncertainIncomePpm);

    /// <summary>What was effective by the day, in order.</summary>
    public IEnumerable<HouseholdEvent> Happened => Facts.InOrder.TakeWhile(happened => happened.Effective <= AsOf);

    /// <summary>Promises judged by the day, by due date.</summary>
    public IReadOnlyList<JudgedPromise> Judged => judged ??= JudgedPromise.All(facts, asOf);

    /// <summary>The last contact by the day; null where nobody spoke with the household yet.</summary>
    public HouseholdEvent.ContactRecorded? LastContact => Happened.OfType<HouseholdEvent.ContactRecorded>().LastOrDefault();

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

    /// <summary>A creditor's account on the day.</summary>
    public LedgerStatement Statement(CreditorId creditor)
    {
        if (!statements.TryGetValue(creditor, out var statement))
        {
            statements.Add(creditor, statement = LedgerStatement.Build(facts, creditor, asOf, set));
        }

        return statement;
    }

    /// <summary>A creditor's account on an earlier day, by the rules of that day.</summary>
    public LedgerStatement Statement(CreditorId creditor, LocalDate day)
        => day == asOf ? Statement(creditor) : LedgerStatement.Build(facts, creditor, day, history.InForce(day) ?? set);

    public Warning Warn(
        WarningKind kind, LocalDate on, Money? amount, ValueList<FactId> facts, WarningEvidence evidence, CreditorId? creditor = null)
        => new(kind, on, creditor, amount, facts, evidence, new JudgementBasis(Set.Id, Set.ContentHash, WarningCalculator.Number));
}
