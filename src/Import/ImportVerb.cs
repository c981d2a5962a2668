using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import;

/// <summary>Imports a file and tells how many of its rows stand in the books.</summary>
internal static class ImportVerb
{
    private const int RowsAProgressLine = 500;

    /// <returns>How the program ends.</returns>
    public static async Task<int> RunAsync(ImportOptions options, CancellationToken cancel)
    {
        using var rows = FileRows.Open(options.Open(), options.Format);
        using var refusals = options.Errors is { } path
            ? CsvList.Create(path, "row", "field", "value", "code", "message")
            : CsvList.On(Console.Error);
        using var channel = options.Service.Connect();
        var watched = !options.Quiet && !Console.IsErrorRedirected;
        var run = new ImportRun(rows, options, Refuse, Progress, Task.Delay);
        var clock = Stopwatch.StartNew();
        try
        {
            await run.SendAsync(new BulkService.BulkServiceClient(channel), cancel);
        }
        finally
        {
            if (!options.Quiet)
            {
                Summarise(run.Tally, clock.Elapsed);
            }
        }

        if (rows.Failure is { } failure)
        {
            Console.Error.WriteLine(failure);
            return Exit.CouldNot;
        }

        return run.Tally.Refused == 0 ? Exit.AllGood : Exit.SomeNot;

        void Refuse(Refusal why) => refusals.Write($"{why.Row}", why.Field, why.Value, why.Code, why.Message);

        void Progress(long settled)
        {
            if (watched && settled % RowsAProgressLine == 0)
            {
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{settled} rows"));
            }
        }
    }

    private static void Summarise(RowTally tally, TimeSpan took)
    {
        var rate = tally.All / Math.Max(took.TotalSeconds, 0.001);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"accepted {tally.Accepted}, unchanged {tally.Unchanged}, refused {tally.Refused}; "
            + $"{took.TotalSeconds:0.0} s, {rate:0} rows/s"));
    }
}
