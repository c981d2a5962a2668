using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Reconciliation;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Rebuilt cash as the contract shows it.</summary>
internal static class CashAnswers
{
    public static V1.CashDay ToWire(AccountId? account, CashDay day)
    {
        var wire = new V1.CashDay
        {
            AccountId = account.ToWire(),
            Date = day.Date.ToWire(),
            Start = day.Start.ToWire(),
            Moved = day.Moved.ToWire(),
            Rebuilt = day.Rebuilt.ToWire(),
            Observed = day.Observed.ToWire(),
            Difference = day.Difference.ToWire(),
            Agreement = (V1.CashAgreement)day.Agreement,
        };
        foreach (var line in day.Lines)
        {
            wire.Lines.Add(new V1.CashLine { FactId = line.Fact.ToString(), Amount = line.Amount.ToWire() });
        }

        foreach (var seen in day.Observations)
        {
            wire.Observations.Add(new V1.CashObservation
            {
                FactId = seen.Fact.ToString(), Balance = seen.Balance.ToWire(), LineId = seen.Line.ToWire(),
            });
        }

        return wire;
    }

    public static void Count(V1.CashDayCounts counts, CashAgreement agreement)
    {
        switch (agreement)
        {
            case CashAgreement.Opening:
                counts.Opening++;
                break;
            case CashAgreement.Unobserved:
                counts.Unobserved++;
                break;
            case CashAgreement.Exact:
                counts.Exact++;
                break;
            case CashAgreement.WithinTolerance:
                counts.WithinTolerance++;
                break;
            default:
                counts.Odd++;
                break;
        }
    }
}
