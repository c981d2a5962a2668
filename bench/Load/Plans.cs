using System.Diagnostics;
using BudgetCoaching.V1;
using Google.Type;
using DateTime = System.DateTime;

namespace BudgetCoaching.Load.Bench;

/// <summary>
/// Proposals of plans over gRPC, one call after the other, each for a household with sixty entries of every frequency, over two years.
/// The same entries for the same seed.
/// </summary>
internal sealed class Plans(Node node, int households, int seed)
{
    private const int Entries = 60;
    private const int HorizonDays = 731;

    /// <summary>Beyond the households of the other calls.</summary>
    private const int FirstPlace = 1_000_000;

    private const int AtOnce = 16;

    /// <summary>How often each household is asked for.</summary>
    private const int Rounds = 3;

    private const double OneCreditorMs = 16;
    private const double TwoCreditorsMs = 200;

    /// <summary>All that repeat.</summary>
    private static readonly Frequency[] Frequencies = Enum.GetValues<Frequency>()[2..];

    private static readonly DateTime Today = DateTime.UtcNow.Date;

    /// <summary>Enrols the households and records their budgets.</summary>
    public Task FillAsync(CancellationToken cancel) => Parallel.ForAsync(
        0,
        households,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
        async (place, _) => await FillAsync(place));

    /// <summary>Every kind of proposal, after as many that nobody measures, in which the service compiles what it needs.</summary>
    public async Task<IReadOnlyList<Asked>> AskAsync(CancellationToken cancel)
    {
        await AllAsync();
        return await AllAsync();

        async Task<IReadOnlyList<Asked>> AllAsync() =>
        [
            await AskAsync("one creditor", creditors: 1, withinLimits: false, OneCreditorMs, cancel),
            await AskAsync("two creditors", creditors: 2, withinLimits: false, TwoCreditorsMs, cancel),
            await AskAsync("one creditor, within limits", creditors: 1, withinLimits: true, OneCreditorMs, cancel),
            await AskAsync("two creditors, within limits", creditors: 2, withinLimits: true, TwoCreditorsMs, cancel),
        ];
    }

    private async Task<Asked> AskAsync(string title, int creditors, bool withinLimits, double mustMs, CancellationToken cancel)
    {
        var seen = new Latencies();
        var found = 0;
        for (var call = 0; call < Rounds * households; call++)
        {
            cancel.ThrowIfCancellationRequested();
            var request = Request(call % households, creditors, withinLimits);
            var began = Stopwatch.GetTimestamp();
            var answer = await node.Planning.ProposePlansAsync(request, node.Options);
            seen.Add(Stopwatch.GetElapsedTime(began));
            found += answer.Proposals.Count > 0 ? 1 : 0;
        }

        return new Asked(title, seen, found, mustMs);
    }

    private async Task FillAsync(int number)
    {
        var household = Mix.Household(FirstPlace + number);
        var draw = new Draw(seed, -FirstPlace - number);
        await node.Households.EnrolHouseholdAsync(
            new EnrolHouseholdRequest
            {
                HouseholdId = household["households/".Length..],
                Agency = Mix.Agency,
                DisplayName = "Famiglia Esempio",
                EnrolmentDate = Day(-400),
                RequestId = Mix.IdOf(FirstPlace + number, 1),
            },
            node.Options);
        await EarnAsync(household, 1_200 + draw.Below(1_200), Frequency.Monthly, ref draw);
        await PlanAsync(household, NeedClass.Primary, 60 + draw.Below(60), Frequency.Weekly, ref draw);
        for (var entry = 2; entry < Entries; entry++)
        {
            var frequency = Frequencies[draw.Below(Frequencies.Length)];
            var isOften = frequency is Frequency.Weekly or Frequency.TwoWeekly or Frequency.FourWeekly;
            var amount = 2 + draw.Below(isOften ? 6 : 58);
            await (entry % 10 == 0
                ? EarnAsync(household, amount, frequency, ref draw)
                : PlanAsync(household, NeedClass.Essential, amount, frequency, ref draw));
        }

        await node.Budget.CountCashAsync(
            new CountCashRequest
            {
                Household = household, CashCount = new CashCount { CountDate = Day(0), Amount = Euro(draw.Below(1_500)) },
            },
            node.Options);
    }

    private Task EarnAsync(string household, int amount, Frequency frequency, ref Draw draw) => node.Budget.RecordIncomeEntryAsync(
        new RecordIncomeEntryRequest
        {
            Household = household,
            IncomeEntry = new IncomeEntry
            {
                DeclaredDate = Day(-390),
                Source = IncomeSource.Wages,
                Amount = Euro(amount),
                Recurrence = new Recurrence { Frequency = frequency, FirstDate = Day(draw.Below(360) - 300) },
                Reliability = Reliability.Certain,
            },
        },
        node.Options).ResponseAsync;

    private Task PlanAsync(string household, NeedClass need, int amount, Frequency frequency, ref Draw draw) =>
        node.Budget.PlanExpenseAsync(
        new PlanExpenseRequest
        {
            Household = household,
            PlannedExpense = new PlannedExpense
            {
                PlannedDate = Day(-390),
                Category = "any",
                Need = need,
                Amount = Euro(amount),
                Recurrence = new Recurrence { Frequency = frequency, FirstDate = Day(draw.Below(360) - 300) },
            },
        },
        node.Options).ResponseAsync;

    private ProposePlansRequest Request(int number, int creditors, bool withinLimits)
    {
        var draw = new Draw(seed, -(2 * FirstPlace) - number);
        var request = new ProposePlansRequest
        {
            Household = Mix.Household(FirstPlace + number), HorizonDays = HorizonDays, PreferWithinLimits = withinLimits,
        };
        foreach (var creditor in Mix.Creditors.Take(creditors))
        {
            request.Debts.Add(new DebtToPlan { Creditor = creditor, Debt = Euro(100 + draw.Below(11_900)) });
        }

        return request;
    }

    private static Date Day(int days) => Mix.On(Today.AddDays(days));

    private static Money Euro(int units) => new() { CurrencyCode = "EUR", Units = units };
}

/// <summary>Proposals of one kind.</summary>
/// <param name="Title">What was asked for.</param>
/// <param name="Seen">The latencies of the calls.</param>
/// <param name="Found">Calls whose answer held a plan.</param>
/// <param name="MustMs">The longest that the 99th percentile may be, in milliseconds.</param>
internal sealed record Asked(string Title, Latencies Seen, int Found, double MustMs);
