using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Statements as the contract shows them: every cent traced (R8).</summary>
internal static class LedgerStatements
{
    public static V1.CreditorStatement ToWire(LedgerStatement statement, AgencyId agency)
    {
        var wire = new V1.CreditorStatement { Creditor = ResourceNames.Of(agency, statement.Creditor) };
        foreach (var debt in statement.Debts)
        {
            wire.Debts.Add(ToWire(debt));
        }

        foreach (var settlement in statement.Settlements)
        {
            wire.Settlements.Add(ToWire(settlement));
        }

        foreach (var plan in statement.Plans)
        {
            wire.Plans.Add(ToWire(plan));
        }

        foreach (var pending in statement.Pending)
        {
            wire.PendingReferences.Add(new V1.PendingReference
            {
                FactId = pending.Fact.ToString(),
                ReferenceId = pending.Reference.ToString(),
                Reason = (V1.PendingReference.Types.Reason)pending.Reason,
                Amount = pending.Amount.ToWire(),
            });
        }

        return wire;
    }

    public static V1.PlanLine ToWire(PlanLine plan)
    {
        var wire = new V1.PlanLine
        {
            PlanId = plan.Id.ToString(),
            SignatureDate = plan.SignedOn.ToWire(),
            State = (V1.PlanLine.Types.State)plan.State,
            EndDate = plan.EndedOn.ToWire(),
            Interest = plan.Interest.ToWire(),
            InterestPaid = plan.InterestPaid.ToWire(),
            Open = plan.Open.ToWire(),
        };
        foreach (var instalment in plan.Instalments)
        {
            wire.Instalments.Add(ToWire(instalment));
        }

        return wire;
    }

    private static V1.DebtLine ToWire(DebtLine debt) => new()
    {
        FactId = debt.Id.ToString(),
        Opening = debt.Opening,
        Kind = (V1.ChargeKind)debt.Kind,
        IssueDate = debt.IssueDate.ToWire(),
        DueDate = debt.DueDate.ToWire(),
        Terms = LedgerFacts.ToWire(debt.Terms),
        Charged = Parts(debt.Charged),
        Credited = Parts(debt.Credited),
        Paid = Parts(debt.Paid),
        Outstanding = Parts(debt.Outstanding),
        Disputed = debt.Disputed.ToWire(),
        Covered = debt.Covered.ToWire(),
        State = ToWire(debt.State),
    };

    private static V1.SettlementLine ToWire(SettlementLine settlement)
    {
        var wire = new V1.SettlementLine
        {
            FactId = settlement.Id.ToString(),
            Kind = (V1.SettlementLine.Types.Kind)settlement.Kind,
            ValueDate = settlement.ValueDate.ToWire(),
            Amount = settlement.Amount.ToWire(),
            Reversed = settlement.Reversed.ToWire(),
            Refunded = settlement.Refunded.ToWire(),
            Reserved = settlement.Reserved.ToWire(),
            Unallocated = settlement.Unallocated.ToWire(),
        };
        foreach (var allocation in settlement.Allocations)
        {
            wire.Allocations.Add(new V1.Allocation
            {
                ApplicationDate = allocation.AppliedOn.ToWire(),
                TargetId = allocation.Debt.ToString(),
                PlanId = allocation.Plan.ToWire(),
                Instalment = allocation.Instalment ?? 0,
                Part = (V1.Allocation.Types.Part)allocation.Part,
                Amount = allocation.Amount.ToWire(),
            });
        }

        return wire;
    }

    private static V1.InstalmentLine ToWire(InstalmentLine instalment)
    {
        var wire = new V1.InstalmentLine
        {
            Number = instalment.Number,
            DueDate = instalment.DueDate.ToWire(),
            Amount = instalment.Nominal.ToWire(),
            Credited = instalment.Credited.ToWire(),
            Open = instalment.Open.ToWire(),
        };
        foreach (var credit in instalment.Credits)
        {
            wire.Credits.Add(new V1.InstalmentCredit
            {
                SettlementId = credit.Settlement.ToString(),
                ValueDate = credit.ValueDate.ToWire(),
                ApplicationDate = credit.AppliedOn.ToWire(),
                Amount = credit.Amount.ToWire(),
            });
        }

        return wire;
    }

    private static V1.DebtParts Parts(DebtAmount amount) => new()
    {
        Capital = amount.Capital.ToWire(),
        Interest = amount.Interest.ToWire(),
        Costs = amount.Costs.ToWire(),
    };

    private static V1.DebtLine.Types.State ToWire(DebtState state) => state switch
    {
        DebtState.NotYetDue => V1.DebtLine.Types.State.NotYetDue,
        DebtState.DueToday => V1.DebtLine.Types.State.DueToday,
        DebtState.Overdue => V1.DebtLine.Types.State.Overdue,
        DebtState.Disputed => V1.DebtLine.Types.State.Disputed,
        DebtState.Covered => V1.DebtLine.Types.State.Covered,
        DebtState.Settled => V1.DebtLine.Types.State.Settled,
        _ => throw new InvalidOperationException($"{state} is no state of a debt."),
    };
}
