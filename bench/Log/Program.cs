using System.Globalization;
using BudgetCoaching.Log.Bench;

// dotnet run -c Release --project bench/Log [append] [replay] [--callers N] [--households N]; every group without arguments.
var groups = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal) && !char.IsAsciiDigit(arg[0])).ToArray();
var households = Option("--households") ?? 200;

if (Wanted("append"))
{
    await AppendCases.RunAsync(Option("--callers"));
}

if (Wanted("replay"))
{
    await ReplayCases.RunAsync(households);
}

bool Wanted(string group) => groups.Length == 0 || groups.Contains(group, StringComparer.Ordinal);

int? Option(string name)
{
    var flag = Array.IndexOf(args, name);
    return flag >= 0 ? int.Parse(args[flag + 1], CultureInfo.InvariantCulture) : null;
}
