using System.Globalization;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests;

/// <summary>The words of the contract, short enough for a test to read as a sentence.</summary>
internal static class Wire
{
    private const int NanosPerEuro = 1_000_000_000;

    /// <param name="iso">Such as 2025-03-05.</param>
    public static Google.Type.Date Day(string iso)
    {
        var day = DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new Google.Type.Date { Year = day.Year, Month = day.Month, Day = day.Day };
    }

    public static Google.Type.Money Euro(decimal amount) => new()
    {
        CurrencyCode = "EUR", Units = (long)amount, Nanos = (int)((amount - (long)amount) * NanosPerEuro),
    };

    public static string NewId() => Guid.NewGuid().ToString();

    public static Viewpoint At(string asOf) => new() { AsOf = Day(asOf) };

    public static DebtAmount Capital(decimal amount) => new() { Capital = Euro(amount) };

    /// <summary>The five figures of R24, whose sum is the total debt.</summary>
    public static ArrearsFigures Figures(
        decimal overdue = 0,
        decimal dueToday = 0,
        decimal notYetDue = 0,
        decimal scheduled = 0,
        decimal disputed = 0,
        decimal stock = 0,
        decimal unallocated = 0) => new()
    {
        Overdue = Euro(overdue),
        DueToday = Euro(dueToday),
        NotYetDue = Euro(notYetDue),
        Scheduled = Euro(scheduled),
        Disputed = Euro(disputed),
        TotalDebt = Euro(overdue + dueToday + notYetDue + scheduled + disputed),
        Stock = Euro(stock),
        UnallocatedCredit = Euro(unallocated),
        PlanInterestUnpaid = Euro(0),
    };

    public static DebtParts Parts(decimal capital, decimal interest = 0, decimal costs = 0) => new()
    {
        Capital = Euro(capital), Interest = Euro(interest), Costs = Euro(costs),
    };

    /// <summary>The rich status of a call that is refused for a reason.</summary>
    public static async Task<Google.Rpc.Status> Refused<T>(AsyncUnaryCall<T> call, StatusCode code, string reason)
    {
        var error = (await call.Awaiting(c => c.ResponseAsync).Should().ThrowAsync<RpcException>()).Which;
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        (error.StatusCode, status.Details[0].Unpack<ErrorInfo>().Reason).Should().Be((code, reason));
        return status;
    }
}
