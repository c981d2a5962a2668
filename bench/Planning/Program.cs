using System.Diagnostics;
using System.Globalization;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Planning.Bench;

// dotnet run -c Release --project bench/Planning [households]
var households = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var rules = GeneratedBudgets.Rules;
var one = Enumerable.Range(0, households).Select(i => GeneratedBudgets.Request(i, debts: 1)).ToArray();
var two = Enumerable.Range(0, households).Select(i => GeneratedBudgets.Request(i, debts: 2)).ToArray();
Print($"{households} households, {GeneratedBudgets.Entries} entries, {CashFlow.DaysMax} days");
Time("balance of every day, both runs", targetMs: null, i => CashFlowForecast.Of(one[i].Budget, CashFlow.DaysMax, rules.Weights));
Time("proposals for one creditor", targetMs: 16, i => PlanProposals.For(one[i]).Answer!.Proposals.Count > 0);
Time("proposals for two creditors", targetMs: 200, i => PlanProposals.For(two[i]).Answer!.Proposals.Count > 0);
Time("two drafts compared", targetMs: null, i =>
{
    var drafted = new PlanDraft(one[i].Budget, [new ScheduledAmount(one[i].Budget.OpeningDay.PlusDays(700), one[i].Debts[0].Debt)]);
    return DraftComparison.Of(drafted, drafted with { Budget = one[i].Budget.Without(one[i].Budget.Entries[^1].Id) }, rules);
});

void Time(string what, int? targetMs, Func<int, object> once)
{
    for (var i = 0; i < households; i++)
    {
        once(i);
    }

    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var milliseconds = new double[households];
    var found = 0;
    for (var i = 0; i < households; i++)
    {
        var watch = Stopwatch.GetTimestamp();
        found += once(i) is true ? 1 : 0;
        milliseconds[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    var bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / households;
    Array.Sort(milliseconds);
    Print($"{what}: p50 {At(0.50):0.00} ms, p99 {At(0.99):0.00} ms, worst {milliseconds[^1]:0.00} ms, {bytes:0} bytes each");
    if (targetMs is { } target)
    {
        Print($"    target: p99 {target} ms, {(At(0.99) <= target ? "met" : "MISSED")}; a plan exists for {found} of {households}");
    }

    double At(double share) => milliseconds[(int)(share * (households - 1))];
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
