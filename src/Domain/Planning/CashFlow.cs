using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// The balance at the end of every day of a horizon (R44): that of the day before, plus income, less primary needs, expenses and
/// instalments. Entries move the balance on their day; the order within a day does not count.
/// </summary>
public sealed class CashFlow
{
    /// <summary>Two years: the longest horizon (R44).</summary>
    public const int DaysMax = 731;

    /// <summary>The days that are shown one by one; the others stand in the figures (rules 4.8).</summary>
    public const int DaysInDetail = 92;

    private readonly long[] income;
    private readonly long[] certainIncome;
    private readonly long[] needs;
    private readonly long[] expenses;
    private readonly long[] instalments;
    private readonly long[] balances;

    private CashFlow(DatedBudget budget, int days)
    {
        Opening = budget.OpeningCash;
        FirstDay = budget.FirstDay;
        income = new long[days];
        certainIncome = new long[days];
        needs = new long[days];
        expenses = new long[days];
        instalments = new long[days];
        balances = new long[days];
    }

    /// <summary>The same days with other instalments, and perhaps another income; to be summed.</summary>
    private CashFlow(CashFlow known, long[] income)
    {
        Opening = known.Opening;
        FirstDay = known.FirstDay;
        DailyNeed = known.DailyNeed;
        this.income = income;
        certainIncome = known.certainIncome;
        needs = known.needs;
        expenses = known.expenses;
        instalments = [.. known.instalments];
        balances = new long[known.balances.Length];
    }

    public LocalDate FirstDay { get; }

    public LocalDate LastDay => FirstDay.PlusDays(balances.Length - 1);

    public int DayCount => balances.Length;

    public Money Opening { get; }

    public Money Closing => new(balances[^1]);

    /// <summary>The lowest balance, and the first day on which it stands.</summary>
    public LowestBalance Lowest { get; private set; }

    /// <summary>Days that end below zero.</summary>
    public int BadDays { get; private set; }

    /// <summary>Null when no day ends below zero.</summary>
    public LocalDate? FirstBadDay { get; private set; }

    /// <summary>The most that needs spread over the days take on one of them: n where one figure must stand for all.</summary>
    public Money DailyNeed { get; private set; }

    /// <summary>Cents at the end of each day from <see cref="FirstDay"/> on.</summary>
    internal ReadOnlySpan<long> Balances => balances;

    /// <param name="budget">From the day after its opening on.</param>
    /// <param name="days">1 to <see cref="DaysMax"/>.</param>
    /// <param name="weights">How income counts (R45).</param>
    public static CashFlow Of(DatedBudget budget, int days, IncomeWeights weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, DaysMax);
        var flow = new CashFlow(budget, days);
        flow.Fill(budget, weights);
        flow.Sum();
        return flow;
    }

    /// <summary>The same days with further instalments; those outside the horizon are left out.</summary>
    public CashFlow With(params ReadOnlySpan<ScheduledAmount> payments)
    {
        var flow = new CashFlow(this, income);
        foreach (var payment in payments)
        {
            flow.Pay(payment.DueDate, payment.Amount);
        }

        flow.Sum();
        return flow;
    }

    /// <summary>The same days with certain income alone: the second run of R45.</summary>
    internal CashFlow CertainOnly()
    {
        var flow = new CashFlow(this, certainIncome);
        flow.Sum();
        return flow;
    }

    /// <summary>At the end of a day of the horizon.</summary>
    public Money Balance(LocalDate day) => new(balances[Index(day)]);

    public CashFlowDay Day(LocalDate day) => Line(Index(day));

    /// <summary>The first days, at most as many as the horizon has.</summary>
    public IEnumerable<CashFlowDay> Days(int count = DaysInDetail)
    {
        for (var i = 0; i < Math.Min(count, balances.Length); i++)
        {
            yield return Line(i);
        }
    }

    private void Fill(DatedBudget budget, IncomeWeights weights)
    {
        var lastDay = LastDay;
        foreach (var entry in budget.Entries)
        {
            foreach (var occurrence in Occurrences.Between(entry, FirstDay, lastDay))
            {
                var at = Index(occurrence.Day);
                if (entry.IsIncome)
                {
                    income[at] += weights.Count(occurrence.Amount, entry.Reliability).Cents;
                    certainIncome[at] += IncomeWeights.CertainOnly.Count(occurrence.Amount, entry.Reliability).Cents;
                }
                else
                {
                    var outflow = entry.Kind == EntryKind.PrimaryNeed ? needs : expenses;
                    outflow[at] += occurrence.Amount.Cents;
                }
            }
        }

        DailyNeed = DailyNeeds.AddTo(needs, budget, FirstDay);
        foreach (var agreed in budget.Instalments)
        {
            Pay(agreed.DueDate, agreed.Amount);
        }
    }

    /// <summary>What is due outside the horizon is left out.</summary>
    private void Pay(LocalDate day, Money amount)
    {
        var index = Period.DaysBetween(FirstDay, day);
        if (index >= 0 && index < instalments.Length)
        {
            instalments[index] += amount.Cents;
        }
    }

    private void Sum()
    {
        var balance = Opening.Cents;
        var lowestAt = 0;
        for (var i = 0; i < balances.Length; i++)
        {
            balance += income[i] - needs[i] - expenses[i] - instalments[i];
            balances[i] = balance;
            lowestAt = balance < balances[lowestAt] ? i : lowestAt;
            if (balance < 0)
            {
                FirstBadDay ??= FirstDay.PlusDays(i);
                BadDays++;
            }
        }

        Lowest = new LowestBalance(new Money(balances[lowestAt]), FirstDay.PlusDays(lowestAt));
    }

    private int Index(LocalDate day)
    {
        var index = Period.DaysBetween(FirstDay, day);
        return index >= 0 && index < balances.Length
            ? index
            : throw new ArgumentOutOfRangeException(nameof(day), day, "The day lies outside the horizon.");
    }

    private CashFlowDay Line(int index) => new(
        FirstDay.PlusDays(index),
        new Money(income[index]),
        new Money(needs[index]),
        new Money(expenses[index]),
        new Money(instalments[index]),
        new Money(balances[index]));
}

/// <param name="Balance">At the end of the day.</param>
public readonly record struct CashFlowDay(
    LocalDate Date, Money Income, Money Needs, Money Expenses, Money Instalments, Money Balance);

public readonly record struct LowestBalance(Money Balance, LocalDate Day);

/// <summary>Both runs of R45: with likely income as the agency counts it, and beside it with what is certain alone.</summary>
public sealed record CashFlowForecast(CashFlow Counted, CashFlow CertainOnly)
{
    public static CashFlowForecast Of(DatedBudget budget, int days, IncomeWeights weights)
    {
        var counted = CashFlow.Of(budget, days, weights);
        return new CashFlowForecast(counted, counted.CertainOnly());
    }

    /// <summary>The same days with further instalments.</summary>
    public CashFlowForecast With(params ReadOnlySpan<ScheduledAmount> payments)
        => new(Counted.With(payments), CertainOnly.With(payments));
}
