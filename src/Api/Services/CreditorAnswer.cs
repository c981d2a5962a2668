using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Reconciliation;
using BudgetCoaching.V1;
using Grpc.Core;
using NodaTime;
using ComparedMonth = BudgetCoaching.Domain.Reconciliation.ComparedMonth;
using ComparedTotal = BudgetCoaching.Domain.Reconciliation.ComparedTotal;

namespace BudgetCoaching.Api.Services;

/// <summary>Sends what differs as it is found, and keeps count for the end.</summary>
internal sealed class CreditorAnswer(
    CreditorQuestion question, IServerStreamWriter<ReconcileCreditorResponse> responses, CancellationToken cancel)
{
    /// <summary>Of one message.</summary>
    private const int LinesMax = 500;

    private int households;
    private int compared;
    private int differing;
    private int withheld;
    private CreditorTotals ours;
    private StatedTotals theirs;

    /// <summary>Adds a household's lines to the months.</summary>
    public void Met(CreditorMonths months, IReadOnlyList<CreditorLine> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            any |= months.Add(line);
        }

        households += any ? 1 : 0;
    }

    /// <summary>Counts households of which totals were stated and nothing is told.</summary>
    public void Withhold(int count) => withheld += count;

    /// <summary>Sends the months that differ and returns them.</summary>
    /// <param name="household">Null: all together.</param>
    /// <param name="months">Ascending.</param>
    public async Task<HashSet<YearMonth>> CompareAsync(HouseholdId? household, IEnumerable<ComparedMonth> months)
    {
        var odd = new HashSet<YearMonth>();
        foreach (var month in months)
        {
            compared++;
            ours += month.Ours;
            theirs += month.Theirs ?? default;
            if (month.Differs)
            {
                odd.Add(month.Month);
                await responses.WriteAsync(new ReconcileCreditorResponse { Month = ToWire(household, month) }, cancel);
            }
        }

        differing += odd.Count;
        return odd;
    }

    /// <summary>Sends a household's lines of some months.</summary>
    public async Task TraceAsync(HouseholdId household, IReadOnlyList<CreditorLine> lines, HashSet<YearMonth> months)
    {
        if (months.Count == 0)
        {
            return;
        }

        var message = new ReconciledLines();
        foreach (var line in lines)
        {
            if (!months.Contains(line.Month))
            {
                continue;
            }

            message.Lines.Add(ToWire(household, line));
            if (message.Lines.Count == LinesMax)
            {
                await responses.WriteAsync(new ReconcileCreditorResponse { Lines = message }, cancel);
                message = new ReconciledLines();
            }
        }

        if (message.Lines.Count > 0)
        {
            await responses.WriteAsync(new ReconcileCreditorResponse { Lines = message }, cancel);
        }
    }

    public Task FinishAsync(ResolvedViewpoint resolved) => responses.WriteAsync(
        new ReconcileCreditorResponse
        {
            Summary = new CreditorReconciliation
            {
                Creditor = ResourceNames.Of(question.Agency, question.Creditor),
                ComparedMonthCount = compared,
                DifferingMonthCount = differing,
                HouseholdCount = households,
                Charged = ToWire(ours.Charged, theirs.Charged),
                Paid = ToWire(ours.Paid, theirs.Paid),
                Credited = ToWire(ours.Credited, theirs.Credited),
                Resolved = resolved,
                WithheldHouseholdCount = withheld,
            },
        },
        cancel);

    private static MonthComparison ToWire(HouseholdId? household, ComparedMonth month) => new()
    {
        Household = household is { } one ? ResourceNames.Of(one) : "",
        Month = month.Month.ToWire(),
        Charged = ToWire(month.Charged),
        Paid = ToWire(month.Paid),
        Credited = ToWire(month.Credited),
        Unstated = month.Theirs is null,
    };

    private static V1.ComparedTotal ToWire(Money ours, Money? theirs) => ToWire(new ComparedTotal(ours, theirs, ours - theirs));

    private static V1.ComparedTotal ToWire(ComparedTotal total) => new()
    {
        Ours = total.Ours.ToWire(), Theirs = total.Theirs.ToWire(), Difference = total.Difference.ToWire(),
    };

    private static ReconciledLine ToWire(HouseholdId household, in CreditorLine line) => new()
    {
        Fact = ResourceNames.Of(household, line.Fact),
        Kind = (ReconciledLineKind)line.Kind,
        Date = line.Date.ToWire(),
        Amount = line.Amount.ToWire(),
    };
}
