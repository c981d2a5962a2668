using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>Tells a pass that ended on a day as a statement, or as those parts of one that are asked for.</summary>
internal sealed class StatementWriting
{
    private readonly CreditorBook book;
    private readonly LocalDate asOf;
    private readonly ImputationRules rules;
    private readonly int day;
    private readonly ImputationPass pass;
    private readonly DayFigures figures;

    public StatementWriting(CreditorBook book, LocalDate asOf, ImputationRules rules)
    {
        this.book = book;
        this.asOf = asOf;
        this.rules = rules;
        day = DayNumber.Of(asOf);
        pass = new ImputationPass(book, rules, remembersAll: true);
        figures = Last(pass);
    }

    /// <summary>Held until a debt falls due, or for one that is not effective yet.</summary>
    public Money Unallocated => new(figures.Unallocated);

    public LedgerStatement Write() => new(
        book.Creditor, asOf, Figures(), Debts(), Settlements(), Plans(), PendingReferences.Of(book, pass, day));

    private DayFigures Last(ImputationPass run)
    {
        using var steps = run.Run(day);
        return steps.All.Length == 0 ? default : steps.All[^1];
    }

    private ArrearsFigures Figures() => new(
        new Money(figures.Overdue),
        new Money(figures.DueToday),
        new Money(figures.NotYetDue),
        new Money(figures.Scheduled),
        new Money(figures.Disputed),
        new Money(book.Plans.Length == 0 ? figures.Overdue : Last(new ImputationPass(book, rules, ignorePlans: true)).Overdue),
        new Money(figures.Unallocated),
        new Money(figures.PlanInterest),
        figures.Since == 0 ? null : DayNumber.ToDate(figures.Since));

    public ValueList<DebtLine> Debts()
    {
        var paid = new DebtAmount[book.Debts.Length];
        var credited = new DebtAmount[book.Debts.Length];
        foreach (var allocation in pass.Allocations)
        {
            if (allocation.Debt >= 0)
            {
                var to = book.Settlements[allocation.Settlement].Kind == SettlementKind.Payment ? paid : credited;
                to[allocation.Debt] = Plus(to[allocation.Debt], allocation.Part, new Money(allocation.Cents));
            }
        }

        var charged = Charged();
        var lines = new List<DebtLine>(book.Debts.Length);
        for (var i = 0; i < book.Debts.Length; i++)
        {
            if (book.Debts[i].Issued <= day)
            {
                lines.Add(Line(book.Debts[i], in pass.DebtStates[i], charged[i], credited[i], paid[i]));
            }
        }

        return lines.ToValueList();
    }

    private DebtAmount[] Charged()
    {
        var charged = Array.ConvertAll(book.Debts, debt => debt.Amount);
        foreach (var entry in book.Entries)
        {
            if (entry.Kind == EntryKind.Accrued && entry.Day <= day)
            {
                var accrued = new DebtAmount(Money.Zero, new Money(entry.First), new Money(entry.Second));
                charged[entry.Place] = Plus(charged[entry.Place], accrued);
            }
        }

        return charged;
    }

    private static DebtLine Line(
        BookDebt debt, in ImputationPass.DebtState state, DebtAmount charged, DebtAmount credited, DebtAmount paid)
    {
        var outstanding = new DebtAmount(new Money(state.Capital), new Money(state.Interest), new Money(state.Costs));
        var (opening, kind, issued, due, terms) = debt.Fact switch
        {
            ChargePosted charge => (false, charge.Kind, charge.IssueDate, charge.DueDate, charge.Terms),
            OpeningArrearsRecorded arrears => (true, arrears.Kind, arrears.Date, arrears.DueDate, arrears.Terms),
            _ => throw new InvalidOperationException($"{debt.Fact.GetType().Name} is no debt."),
        };
        return new DebtLine(
            debt.Id,
            opening,
            kind,
            issued,
            due,
            terms,
            charged,
            credited,
            paid,
            outstanding,
            new Money(state.Disputed),
            new Money(state.Covered),
            StateOf(in state));
    }

    private static DebtState StateOf(in ImputationPass.DebtState state) =>
        state.Reachable > 0 ? (DebtState)state.Standing
        : state.Covered > 0 ? DebtState.Covered
        : state.Disputed > 0 ? DebtState.Disputed
        : DebtState.Settled;

    private ValueList<SettlementLine> Settlements()
    {
        var allocations = new List<Allocation>?[book.Settlements.Length];
        foreach (var allocation in pass.Allocations)
        {
            if (allocation.Cents > 0)
            {
                (allocations[allocation.Settlement] ??= []).Add(Told(allocation));
            }
        }

        var reserved = new long[book.Settlements.Length];
        foreach (var reservation in pass.Reservations)
        {
            reserved[reservation.Settlement] += reservation.Cents;
        }

        var lines = new List<SettlementLine>(book.Settlements.Length);
        for (var i = 0; i < book.Settlements.Length; i++)
        {
            ref readonly var state = ref pass.SettlementStates[i];
            if (state.Received)
            {
                var settlement = book.Settlements[i];
                lines.Add(new SettlementLine(
                    settlement.Id,
                    settlement.Kind,
                    DayNumber.ToDate(settlement.Day),
                    new Money(settlement.Cents),
                    new Money(state.Reversed),
                    new Money(state.Refunded),
                    (allocations[i] ?? []).ToValueList(),
                    new Money(reserved[i]),
                    new Money(state.Free)));
            }
        }

        return lines.ToValueList();
    }

    private Allocation Told(ImputationPass.AllocationState allocation) => new(
        DayNumber.ToDate(allocation.Day),
        allocation.Debt >= 0 ? book.Debts[allocation.Debt].Id : book.Plans[allocation.Plan].Id,
        allocation.Plan >= 0 ? book.Plans[allocation.Plan].Id : null,
        allocation.Plan >= 0 ? book.Plans[allocation.Plan].Instalments[allocation.Instalment].Number : null,
        allocation.Part,
        new Money(allocation.Cents));

    public ValueList<PlanLine> Plans()
    {
        var lines = new List<PlanLine>(book.Plans.Length);
        var credits = Credits();
        for (var i = 0; i < book.Plans.Length; i++)
        {
            ref readonly var state = ref pass.PlanStates[i];
            if (state.Progress != ImputationPass.PlanProgress.NotSigned)
            {
                lines.Add(Line(i, in state, credits[i]));
            }
        }

        return lines.ToValueList();
    }

    private PlanLine Line(int place, in ImputationPass.PlanState state, List<InstalmentCredit>?[] credits)
    {
        var plan = book.Plans[place];
        var expected = pass.OpenInstalments(place);
        var instalments = new InstalmentLine[expected.Length];
        for (var i = 0; i < expected.Length; i++)
        {
            var instalment = plan.Instalments[i];
            instalments[i] = new InstalmentLine(
                instalment.Number,
                DayNumber.ToDate(instalment.Due),
                new Money(instalment.Cents),
                new Money(state.Credited[i]),
                new Money(expected[i]),
                (credits[i] ?? []).ToValueList());
        }

        return new PlanLine(
            plan.Id,
            DayNumber.ToDate(plan.Signed),
            (PlanState)state.Progress,
            state.Progress == ImputationPass.PlanProgress.Active ? null : DayNumber.ToDate(state.EndedOn),
            new Money(plan.Interest),
            new Money(state.InterestPaid),
            new Money(expected.Sum()),
            instalments.ToValueList());
    }

    /// <summary>By plan and instalment: one credit for each settlement and day, whatever the parts of debts behind it.</summary>
    private List<InstalmentCredit>?[][] Credits()
    {
        var credits = Array.ConvertAll(book.Plans, plan => new List<InstalmentCredit>?[plan.Instalments.Length]);
        foreach (var allocation in pass.Allocations)
        {
            if (allocation.Plan < 0 || allocation.Cents == 0)
            {
                continue;
            }

            var settlement = book.Settlements[allocation.Settlement];
            var applied = DayNumber.ToDate(allocation.Day);
            var of = credits[allocation.Plan][allocation.Instalment] ??= [];
            if (of.Count > 0 && of[^1].Settlement == settlement.Id && of[^1].AppliedOn == applied)
            {
                of[^1] = of[^1] with { Amount = of[^1].Amount + new Money(allocation.Cents) };
            }
            else
            {
                of.Add(new InstalmentCredit(settlement.Id, DayNumber.ToDate(settlement.Day), applied, new Money(allocation.Cents)));
            }
        }

        return credits;
    }

    private static DebtAmount Plus(DebtAmount left, DebtAmount right) =>
        new(left.Capital + right.Capital, left.Interest + right.Interest, left.Costs + right.Costs);

    private static DebtAmount Plus(DebtAmount sum, AllocationPart part, Money amount) => part switch
    {
        AllocationPart.Capital => sum with { Capital = sum.Capital + amount },
        AllocationPart.Interest => sum with { Interest = sum.Interest + amount },
        _ => sum with { Costs = sum.Costs + amount },
    };
}
