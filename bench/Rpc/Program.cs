using System.Globalization;
using BudgetCoaching.Rpc.Bench;

// dotnet run -c Release --project bench/Rpc [--seconds N] [--rounds N] [--callers N]; "serve ours" and "serve bare" are its own children.
if (args is ["serve", var kind])
{
    await Servers.ServeAsync(kind);
    return;
}

var seconds = Option("--seconds") ?? 2;
var rounds = Option("--rounds") ?? 3;
int[] callers = Option("--callers") is { } one ? [one] : [1, 8, 64];

await using var ours = await Child.StartAsync("ours", Environment.ProcessPath!, "serve", "ours");
await using var bare = await Child.StartAsync("bare Kestrel", Environment.ProcessPath!, "serve", "bare");
await using var node = await Child.StartAsync("grpc-js", "node", Path.Combine(Servers.NodeFolder, "server.mjs"));

Report.Header();
foreach (var count in callers)
{
    await UnaryCases.RunAsync([ours, bare, node], count, rounds, TimeSpan.FromSeconds(seconds));
}

await StreamCases.RunAsync(ours, rounds);

int? Option(string name)
{
    var flag = Array.IndexOf(args, name);
    return flag >= 0 ? int.Parse(args[flag + 1], CultureInfo.InvariantCulture) : null;
}
