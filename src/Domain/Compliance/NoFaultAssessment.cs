using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>
/// What the person who decides a claim needs to see: whether income fell, how promises were kept before, and what recognition would change.
/// It shows; the person decides (R31, R35).
/// </summary>
/// <param name="IncomeBefore">Received in the agency's months before the cause.</param>
/// <param name="IncomeAfter">Received in as many months from the cause on; null while they have not passed.</param>
/// <param name="IncomeFell">By the agency's share or more; null where it cannot be told.</param>
/// <param name="KeptBefore">Of the promises to this creditor that were due before the cause.</param>
/// <param name="Excused">Promises to pay due in the time claimed: recognition excuses them; their amounts stay due.</param>
/// <param name="AgeDays">Of the arrears as they stand.</param>
/// <param name="AgeDaysRecognised">With the days of the time claimed left out (R25).</param>
public sealed record NoFaultAssessment(
    Money IncomeBefore,
    Money? IncomeAfter,
    bool? IncomeFell,
    ComplianceRate KeptBefore,
    ValueList<Promise> Excused,
    int AgeDays,
    int AgeDaysRecognised)
{
    private const long Whole = 1_000_000;

    /// <param name="timeline">Of the claim's creditor.</param>
    public static NoFaultAssessment Of(
        HouseholdFacts facts, NoFaultClaimed claim, CreditorTimeline timeline, LocalDate asOf, ParameterHistory history)
    {
        var values = history.InForce(asOf)?.Values ?? throw new InvalidOperationException("No parameter set is in force.");
        var months = values.Warnings.IncomeMonths;
        var passed = claim.CauseOn.PlusMonths(months);
        var before = Income(facts, claim.CauseOn.PlusMonths(-months), claim.CauseOn);
        var after = passed <= asOf.PlusDays(1) ? Income(facts, claim.CauseOn, passed) : (Money?)null;
        var keptBefore = JudgedPromise.All(facts, asOf)
            .Where(judged => judged.Promise.Creditor == claim.Creditor && judged.Promise.DueDate < claim.CauseOn);
        return new NoFaultAssessment(
            before,
            after,
            after is { } left && before.IsPositive
                ? new Ratio(left.Cents, 1) <= new Ratio((Int128)before.Cents * (Whole - values.Warnings.IncomeDropPpm), Whole)
                : null,
            ComplianceRate.Of(keptBefore, values),
            DueIn(facts, claim, asOf),
            timeline.AgeDays(asOf),
            AgeRecognised(timeline, claim, asOf));
    }

    private static Money Income(HouseholdFacts facts, LocalDate from, LocalDate to)
        => new(facts.InOrder.OfType<IncomeReceived>().Where(i => i.Date >= from && i.Date < to).Sum(i => i.Amount.Cents));

    private static ValueList<Promise> DueIn(HouseholdFacts facts, NoFaultClaimed claim, LocalDate asOf)
    {
        var due = new List<Promise>();
        foreach (var happened in facts.InOrder.TakeWhile(happened => happened.Effective <= asOf))
        {
            IEnumerable<int?> instalments = happened switch
            {
                CommitmentAgreed => [null],
                RepaymentPlanAgreed plan => plan.Instalments.Select(instalment => (int?)instalment.Number),
                _ => [],
            };
            due.AddRange(instalments
                .Select(number => Promise.Of((Fact)happened, number))
                .OfType<Promise>()
                .Where(promise => promise.Creditor == claim.Creditor && claim.Period.Contains(promise.DueDate)));
        }

        due.Sort(Promise.Compare);
        return due.ToValueList();
    }

    private static int AgeRecognised(CreditorTimeline timeline, NoFaultClaimed claim, LocalDate asOf)
    {
        if (timeline.At(asOf).OverdueSince is not { } since)
        {
            return 0;
        }

        Suspension[] suspensions = [.. timeline.Suspensions, new Suspension(claim.Id, asOf, claim.Period)];
        return Suspension.DaysOutside(suspensions.OrderBy(s => s.Days.Start).ToArray(), since, asOf);
    }
}
