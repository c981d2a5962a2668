using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>
/// What every warning of one household on one day is read from: its facts by the day, sorted by kind in one walk, and what several warnings
/// need, made once.
/// </summary>
internal sealed class WarningView
{
    private readonly ParameterHistory history;
    private readonly Dictionary<CreditorId, DayAccount> accounts = [];
    private int closings;
    private readonly List<HostingAgreed> hostingsAgreed = [];
    private readonly List<HostingEnded> hostingsEnded = [];
    private IReadOnlyList<JudgedPromise>? judged;

    /// <param name="facts">As known.</param>
    /// <param name="timelines">One for every creditor of the household.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="history">Of the agency.</param>
    public WarningView(
        HouseholdFacts facts, IReadOnlyList<CreditorTimeline> timelines, LocalDate asOf, ParameterHistory history)
    {
        Facts = facts;
        AsOf = asOf;
        this.history = history;
        Set = history.InForce(asOf) ?? throw new InvalidOperationException("No parameter set is in force.");
        foreach (var happened in facts.Until(asOf))
        {
            Sort(happened);
        }

        Hostings = hostingsEnded.Count == 0 ? hostingsAgreed : HostingTerms.Lived(hostingsAgreed, hostingsEnded);
        var standings = new CreditorStanding[timelines.Count];
        for (var i = 0; i < standings.Length; i++)
        {
            var charge = ArrearsCalculator.CurrentMonthlyCharge(facts, timelines[i].Creditor, asOf);
            standings[i] = new CreditorStanding(
                timelines[i], timelines[i].At(asOf), charge, ArrearsCalculator.Trend(timelines[i], asOf, charge, Set.Values));
        }

        Creditors = standings;
    }

    public HouseholdFacts Facts { get; }

    public LocalDate AsOf { get; }

    /// <summary>In force on the day.</summary>
    public ParameterSet Set { get; }

    /// <summary>In the order of the timelines.</summary>
    public IReadOnlyList<CreditorStanding> Creditors { get; }

    public WarningValues Values => Set.Values.Warnings;

    /// <summary>How much of likely and of uncertain income counts (R45).</summary>
    public IncomeWeights IncomeWeights => new(Set.Values.Planning.LikelyIncomePpm, Set.Values.Planning.UncertainIncomePpm);

    /// <summary>Charges, arrears taken over and plans, in order: what falls due.</summary>
    public List<Fact> Dues { get; } = [];

    /// <summary>Of every kind, withdrawn ones included.</summary>
    public List<CommitmentAgreed> Promises { get; } = [];

    public List<IncomeReceived> Received { get; } = [];

    public List<IncomeEntryRecorded> IncomeEntries { get; } = [];

    /// <summary>Entries of the budget that were ended.</summary>
    public HashSet<FactId> EntriesEnded { get; } = [];

    /// <summary>Occurrences of entries that differ.</summary>
    public List<OccurrenceAdjusted> Adjustments { get; } = [];

    /// <summary>Plans that lapsed or were replaced.</summary>
    public HashSet<FactId> PlansEnded { get; } = [];

    /// <summary>As lived by what was known on the day, in the order of agreement.</summary>
    public IReadOnlyList<HostingAgreed> Hostings { get; }

    /// <summary>Admissions and renewals, decided or not.</summary>
    public List<HostingProposed> HostingProposals { get; } = [];

    /// <summary>Of every proposal: approvals, with the hosting that the last one led to, and refusals.</summary>
    public List<HostingDecided> HostingDecisions { get; } = [];

    public List<ExitPlanAgreed> ExitPlans { get; } = [];

    /// <summary>The last count of cash by the day; null without any.</summary>
    public CashCounted? LastCount { get; private set; }

    /// <summary>The last contact by the day; null where nobody spoke with the household yet.</summary>
    public ContactRecorded? LastContact { get; private set; }

    /// <summary>The last one by the day; null while nobody recorded any.</summary>
    public CompositionRecorded? Composition { get; private set; }

    /// <summary>The last one assigned by the day; null while nobody is.</summary>
    public StaffId? Consultant { get; private set; }

    /// <summary>Promises judged by the day, by due date.</summary>
    public IReadOnlyList<JudgedPromise> Judged => judged ??= JudgedPromise.All(Facts, AsOf);

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
    public bool IsOpen => Facts.Enrolment is { } enrolment && enrolment.Date <= AsOf && closings == 0;

    /// <summary>A creditor's account on the day.</summary>
    public DayAccount Account(CreditorId creditor)
    {
        if (!accounts.TryGetValue(creditor, out var account))
        {
            accounts.Add(creditor, account = DayAccount.Of(Facts, creditor, AsOf, Set));
        }

        return account;
    }

    /// <summary>A creditor's account on an earlier day, by the rules of that day.</summary>
    public DayAccount Account(CreditorId creditor, LocalDate day)
        => day == AsOf ? Account(creditor) : DayAccount.Of(Facts, creditor, day, history.InForce(day) ?? Set);

    public Warning Warn(
        WarningKind kind, LocalDate on, Money? amount, ValueList<FactId> facts, WarningEvidence evidence, CreditorId? creditor = null)
        => new(kind, on, creditor, amount, facts, evidence, new JudgementBasis(Set.Id, Set.ContentHash, WarningCalculator.Number));

    private void Sort(HouseholdEvent happened)
    {
        switch (happened)
        {
            case ChargePosted or OpeningArrearsRecorded:
                Dues.Add((Fact)happened);
                break;
            case RepaymentPlanAgreed plan:
                Dues.Add(plan);
                EndPlan(plan.Replaces?.Plan);
                break;
            case PlanLapsed lapsed:
                EndPlan(lapsed.Plan);
                break;
            case CommitmentAgreed promise:
                Promises.Add(promise);
                break;
            case IncomeReceived received:
                Received.Add(received);
                break;
            case IncomeEntryRecorded entry:
                IncomeEntries.Add(entry);
                break;
            case BudgetEntryEnded ended:
                EntriesEnded.Add(ended.Entry);
                break;
            case OccurrenceAdjusted adjusted:
                Adjustments.Add(adjusted);
                break;
            case CashCounted count:
                LastCount = count;
                break;
            case ContactRecorded contact:
                LastContact = contact;
                break;
            case ConsultantAssigned assigned:
                Consultant = assigned.Consultant;
                break;
            case HostingAgreed hosting:
                hostingsAgreed.Add(hosting);
                break;
            case HostingEnded left:
                hostingsEnded.Add(left);
                break;
            case HostingProposed proposed:
                HostingProposals.Add(proposed);
                break;
            case HostingDecided decided:
                HostingDecisions.Add(decided);
                break;
            case CompositionRecorded composition:
                Composition = composition;
                break;
            case ExitPlanAgreed exit:
                ExitPlans.Add(exit);
                break;
            case HouseholdClosed:
                closings++;
                break;
            case HouseholdReopened:
                closings--;
                break;
            default:
                break;
        }
    }

    private void EndPlan(FactId? plan)
    {
        if (plan is { } ended)
        {
            PlansEnded.Add(ended);
        }
    }
}

/// <summary>Where a household stands with one creditor on the day.</summary>
/// <param name="Charge">c in cents a month; null where there is none (R26).</param>
internal readonly record struct CreditorStanding(
    CreditorTimeline Timeline, ArrearsFigures Figures, Ratio? Charge, TrendAssessment Trend);
