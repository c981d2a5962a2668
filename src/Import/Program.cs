using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.Import;
using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;

const int AllGood = 0, SomeRefused = 1, WrongUsage = 2, CouldNot = 3;
const int RowsAProgressLine = 500;

if (args is ["--help" or "-h"])
{
    Console.Out.WriteLine(ImportOptions.Usage);
    return AllGood;
}

var (options, wrong) = ImportOptions.Read(args);
if (options is null)
{
    Console.Error.WriteLine($"{wrong}\n\n{ImportOptions.Usage}");
    return WrongUsage;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    using var rows = FileRows.Open(options.Open(), FileFormat.Of(options.Kind));
    using var refusals = options.Errors is { } path ? RefusalFile.Create(path) : RefusalFile.On(Console.Error);
    using var channel = GrpcChannel.ForAddress(options.Server);
    var watched = !options.Quiet && !Console.IsErrorRedirected;
    var run = new ImportRun(rows, options, refusals.Add, Progress, Task.Delay);
    var clock = Stopwatch.StartNew();
    try
    {
        await run.SendAsync(new BulkService.BulkServiceClient(channel), interrupted.Token);
    }
    finally
    {
        Summarise(run, clock.Elapsed);
    }

    if (rows.Failure is { } failure)
    {
        Console.Error.WriteLine(failure);
        return CouldNot;
    }

    return run.Refused == 0 ? AllGood : SomeRefused;

    void Progress(long answered)
    {
        if (watched && answered % RowsAProgressLine == 0)
        {
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{answered} rows"));
        }
    }
}
catch (RpcException broken)
{
    Console.Error.WriteLine($"The service at {options.Server} did not take the import: {broken.StatusCode}, {broken.Status.Detail}");
    return CouldNot;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted: import the file again to go on.");
    return CouldNot;
}
catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"{options.File}: {unreadable.Message}");
    return CouldNot;
}

void Summarise(ImportRun run, TimeSpan took)
{
    if (!options.Quiet)
    {
        var rate = (run.Accepted + run.Unchanged + run.Refused) / Math.Max(took.TotalSeconds, 0.001);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"accepted {run.Accepted}, unchanged {run.Unchanged}, refused {run.Refused}; {took.TotalSeconds:0.0} s, {rate:0} rows/s"));
    }
}
