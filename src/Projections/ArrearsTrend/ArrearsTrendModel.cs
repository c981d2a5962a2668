using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections.Encoding;
using NodaTime;

namespace BudgetCoaching.Projections.ArrearsTrend;

/// <summary>
/// What each household owes, since when, and where it is going (R23–R28): kept as dated steps with what lies ahead, so that it answers
/// for any later day with no event in between (R61).
/// </summary>
public sealed class ArrearsTrendModel : IReadModel
{
    public string Name => "arrears_trend";

    /// <summary>Of the encoding and of the calculators together.</summary>
    public int Number => (ArrearsCalculator.Number * 100) + 1;

    public string Schema => "";

    public HouseholdRows Compute(HouseholdReading household, LocalDate day)
    {
        var body = new BodyWriter();
        LedgerBody.Write(body, household.Creditors);
        return new HouseholdRows(body.Written, NextChangeOn: null, ReplaceOwnRows: null);
    }

    internal static IReadOnlyList<CreditorLedger> Read(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body);
        return LedgerBody.Read(ref reader);
    }
}
