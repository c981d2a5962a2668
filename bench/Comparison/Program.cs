using System.Globalization;
using BudgetCoaching.Bench.Grpc;
using BudgetCoaching.Bench.Log;
using BudgetCoaching.Bench.Postgres;
using BudgetCoaching.Bench.ReadModels;
using BudgetCoaching.Bench.Table;

// bench/run.sh calls "table"; it starts this program anew for each case, so that no case runs in what another one left behind.
switch (args[0])
{
    case "table":
        return await Suite.RunAsync(Choice.Of(args[1..]));
    case "append":
        await AppendCase.RunAsync(Number(1), Number(2));
        return 0;
    case "follow":
        await FollowCase.RunAsync(Number(1));
        return 0;
    case "load-log":
        await ReadSet.LoadAsync(args[1], Number(2));
        return 0;
    case "replay":
        await ReplayCase.RunAsync(args[1], Number(2));
        return 0;
    case "postgres":
        await EventTableCase.RunAsync(Number(1), Number(2), Number(3));
        return 0;
    case "message-db":
        await MessageDbCase.RunAsync(Number(1), Number(2), Number(3));
        return 0;
    case "serve":
        await Server.RunAsync(args[1]);
        return 0;
    case "call":
        await CallCase.RunAsync(args[1], Number(2), Number(3));
        return 0;
    case "stream":
        await CallCase.StreamAsync(args[1], Number(2));
        return 0;
    case "catch-up":
        await CallCase.ReadAllAsync(args[1], Number(2));
        return 0;
    case "load-books":
        await RebuildCase.LoadAsync(args[1], Number(2));
        return 0;
    case "rebuild":
        await RebuildCase.RunAsync(args[1]);
        return 0;
    case "size":
        await SizeCase.RunAsync(Number(1), Number(2), args.ElementAtOrDefault(3));
        return 0;
    case "load-year":
        await QueryCase.LoadAsync(args[1]);
        return 0;
    case "query":
        await QueryCase.RunAsync(args[1], args[2], Number(3), Number(4));
        return 0;
    default:
        await Console.Error.WriteLineAsync($"'{args[0]}' is no case; bench/run.sh measures them all.");
        return 2;
}

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
