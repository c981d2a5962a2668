using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>What the ledger says of one instalment of a plan: how much of it was due, and what was credited to it (R34, R59).</summary>
internal static class InstalmentPayments
{
    /// <summary>
    /// The judgement but for suspensions; null when the plan ended on or before the due date: then the instalment was never due.
    /// </summary>
    public static Judgement? Judge(
        HouseholdFacts facts, Promise promise, LocalDate judgedOn, ParameterValues values, ParameterHistory history)
    {
        var last = promise.DueDate.PlusDays(values.GraceDays);
        if (Line(facts, promise, last, history) is not var (plan, inTime)
            || plan.EndedOn <= promise.DueDate
            || Line(facts, promise, judgedOn, history) is not var (_, now))
        {
            return null;
        }

        // A plan that ended within the grace expects nothing any more: what was due is read from its last day.
        var due = plan.EndedOn is { } ended && Line(facts, promise, ended.PlusDays(-1), history) is var (_, before)
            ? Due(before)
            : Due(inTime);
        return Judge(due, inTime, now, last, values.KeptTolerance);
    }

    /// <param name="inTime">As it stood at the end of the grace.</param>
    /// <param name="now">As it stands on the day of judgement.</param>
    private static Judgement Judge(Money due, InstalmentLine inTime, InstalmentLine now, LocalDate lastInTime, Money tolerance)
    {
        var outcome = Judgement.OutcomeOf(due, inTime.Credited, tolerance);
        var cured = outcome == ComplianceOutcome.Kept ? null : FullOn(now, due - tolerance, lastInTime);
        return new Judgement(outcome, due, inTime.Credited, cured, Suspension: null);
    }

    /// <summary>Debt that shrank otherwise takes from the last instalments: then less is due than was agreed.</summary>
    private static Money Due(InstalmentLine line) => Money.Min(line.Nominal, line.Credited + line.Open);

    private static LocalDate? FullOn(InstalmentLine line, Money wanted, LocalDate lastInTime)
    {
        var sum = Money.Zero;
        foreach (var credit in line.Credits)
        {
            sum += credit.Amount;
            if (sum >= wanted)
            {
                return LocalDate.Max(credit.AppliedOn, lastInTime.PlusDays(1));
            }
        }

        return null;
    }

    private static (PlanLine Plan, InstalmentLine Line)? Line(
        HouseholdFacts facts, Promise promise, LocalDate asOf, ParameterHistory history)
    {
        if (history.InForce(asOf) is not { } set)
        {
            return null;
        }

        foreach (var plan in LedgerStatement.Build(facts, promise.Creditor!.Value, asOf, set).Plans)
        {
            if (plan.Id != promise.Subject)
            {
                continue;
            }

            foreach (var line in plan.Instalments)
            {
                if (line.Number == promise.Instalment)
                {
                    return (plan, line);
                }
            }
        }

        return null;
    }
}
