using BudgetCoaching.Application.Keys;
using BudgetCoaching.Bench.V1;
using BudgetCoaching.Storage.Sqlite;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using NodaTime;

namespace BudgetCoaching.Bench.ReadModels;

/// <summary>Questions to the product itself, in another process, beside empty calls to a server that does nothing else: Q1.</summary>
internal static class QueryCase
{
    public const int Households = 100;

    private const int EventsEach = 200;
    private const int Months = 12;
    private const int WarmUpShare = 2;

    /// <summary>Households whose twelve months end today.</summary>
    public static async Task LoadAsync(string folder)
    {
        var first = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusMonths(-Months);
        var master = MasterKeyFile.OpenOrCreate(Path.Combine(folder, "master.key"));
        using var keys = SqliteKeyStore.Open(Path.Combine(folder, SqliteKeyStore.FileName), master, SystemClock.Instance);
        await using var store = SqliteEventStore.Open(new SqliteStoreOptions { DataFolder = folder }, TimeProvider.System);
        await new GeneratedBooks(Households, EventsEach, first, Months, keys).WriteAsync(store);
    }

    /// <param name="empty">Address of the server that answers empty calls.</param>
    /// <param name="product">Address of the product.</param>
    /// <param name="callers">At once.</param>
    /// <param name="count">Operations of each case.</param>
    public static async Task RunAsync(string empty, string product, int callers, int count)
    {
        using var nothing = GrpcChannel.ForAddress(empty);
        using var channel = GrpcChannel.ForAddress(product);
        var yardstick = new YardstickService.YardstickServiceClient(nothing);
        var arrears = new ArrearsService.ArrearsServiceClient(channel);
        var headers = new Metadata { { "x-actor", "bench" }, { "x-agency", GeneratedBooks.Agency.Value } };
        await AskAsync("empty", i => yardstick.AskAsync(new AskRequest(), headers).ResponseAsync);
        var bytes = channel.CreateCallInvoker();
        var trend = Unread<GetArrearsTrendRequest>(nameof(arrears.GetArrearsTrend));
        var figures = Unread<GetArrearsRequest>(nameof(arrears.GetArrears));
        var options = new CallOptions(headers);
        await AskAsync("trend", i => bytes.AsyncUnaryCall(trend, null, options, TrendOf(i)).ResponseAsync);
        await AskAsync("arrears", i => bytes.AsyncUnaryCall(figures, null, options, ArrearsOf(i)).ResponseAsync);
        await AskAsync("parsed", i => arrears.GetArrearsTrendAsync(TrendOf(i), options).ResponseAsync);

        async Task AskAsync<T>(string name, Func<int, Task<T>> ask)
        {
            await Callers.RunAsync(callers, count / WarmUpShare, async i => await ask(i));
            Finding.Tell($"{name}-{callers}", await Callers.RunAsync(callers, count, async i => await ask(i)));
        }
    }

    /// <summary>A method whose answers are left as bytes: what a client makes of them is its own affair.</summary>
    private static Method<T, byte[]> Unread<T>(string name)
        where T : class, IMessage<T> => new(
        MethodType.Unary, ArrearsService.Descriptor.FullName, name,
        Marshallers.Create<T>(message => message.ToByteArray(), _ => throw new NotSupportedException("Requests are only written.")),
        Marshallers.Create<byte[]>(answer => answer, answer => answer));

    private static GetArrearsTrendRequest TrendOf(int i) => new() { Household = Name(i) };

    private static GetArrearsRequest ArrearsOf(int i) => new() { Household = Name(i) };

    private static string Name(int i) => $"households/{GeneratedBooks.Household(i * 37 % Households)}";
}
