using System.Globalization;
using BudgetCoaching.Bench;

// dotnet run -c Release --project bench [append] [replay] [--households N]; every group without arguments.
var groups = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal) && !char.IsAsciiDigit(arg[0])).ToArray();
var flag = Array.IndexOf(args, "--households");
var households = flag >= 0 ? int.Parse(args[flag + 1], CultureInfo.InvariantCulture) : 200;

if (Wanted("append"))
{
    await AppendCases.RunAsync();
}

if (Wanted("replay"))
{
    await ReplayCases.RunAsync(households);
}

bool Wanted(string group) => groups.Length == 0 || groups.Contains(group, StringComparer.Ordinal);
