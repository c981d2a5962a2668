using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections.Encoding;
using NodaTime;

namespace BudgetCoaching.Projections.EmpowermentProgress;

/// <summary>
/// How each household's control over money grows since its entry (R55–R58): the rate of E1 and the arrears stock behind E2 as dated
/// steps, so that it answers for any later day with no event in between (R61). Never an input to anything (R57).
/// </summary>
public sealed class EmpowermentProgressModel : IReadModel
{
    public string Name => "empowerment_progress";

    /// <summary>Of the encoding and of the calculators together.</summary>
    public int Number => (((ArrearsCalculator.Number * 100) + ComplianceCalculator.Number) * 100) + 1;

    public string Schema => "";

    public HouseholdRows Compute(HouseholdReading household, LocalDate day)
    {
        var body = new BodyWriter();
        body.Day(household.Facts.Enrolment!.Date);
        var reliability = ReliabilitySteps.Of(household.Facts, household.Agency.Parameters);
        body.Count(reliability.Count);
        foreach (var step in reliability)
        {
            body.Day(step.Day);
            body.Count(step.Rate.Kept);
            body.Count(step.Rate.PartlyKept);
            body.Count(step.Rate.Broken);
            body.Count(step.Rate.Excused);
            body.Count(step.Rate.Cured);
            body.Ratio(step.Rate.Rate);
        }

        WriteStock(body, household.Creditors);
        return new HouseholdRows(body.Written, NextChangeOn: null, ReplaceOwnRows: null);
    }

    internal static EmpowermentSteps Read(ReadOnlySpan<byte> bytes)
    {
        var body = new BodyReader(bytes);
        var entered = body.Day();
        var reliability = new ReliabilityStep[body.Count()];
        for (var i = 0; i < reliability.Length; i++)
        {
            reliability[i] = new ReliabilityStep(
                body.Day(),
                new ComplianceRate(body.Count(), body.Count(), body.Count(), body.Count(), body.Count(), body.Ratio()));
        }

        var stock = new StockStep[body.Count()];
        var day = BodyWriter.Epoch;
        var cents = 0L;
        for (var i = 0; i < stock.Length; i++)
        {
            day = day.PlusDays((int)body.Signed());
            cents += body.Signed();
            stock[i] = new StockStep(day, new Money(cents));
        }

        return new EmpowermentSteps(entered, reliability, stock);
    }

    /// <summary>The creditors' stocks added up: a step where any of them changes.</summary>
    private static void WriteStock(BodyWriter body, IReadOnlyList<CreditorLedger> creditors)
    {
        var changes = new SortedDictionary<LocalDate, long>();
        foreach (var creditor in creditors)
        {
            var before = Money.Zero;
            foreach (var step in creditor.Timeline.Steps)
            {
                if (step.Figures.Stock != before)
                {
                    changes[step.Day] = changes.GetValueOrDefault(step.Day) + (step.Figures.Stock - before).Cents;
                    before = step.Figures.Stock;
                }
            }
        }

        body.Count(changes.Count);
        var last = BodyWriter.Epoch;
        foreach (var (day, change) in changes)
        {
            body.Signed(Period.DaysBetween(last, day));
            body.Signed(change);
            last = day;
        }
    }
}
