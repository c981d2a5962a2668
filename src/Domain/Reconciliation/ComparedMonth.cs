using NodaTime;

namespace BudgetCoaching.Domain.Reconciliation;

/// <summary>A creditor's own totals of a month; null where it states none.</summary>
public readonly record struct StatedTotals(Money? Charged, Money? Paid, Money? Credited)
{
    public static StatedTotals operator +(StatedTotals left, StatedTotals right) =>
        new(Sum(left.Charged, right.Charged), Sum(left.Paid, right.Paid), Sum(left.Credited, right.Credited));

    private static Money? Sum(Money? left, Money? right) => left is { } one && right is { } other ? one + other : left ?? right;
}

/// <summary>The two sides of a total.</summary>
/// <param name="Theirs">Null: not stated.</param>
/// <param name="Difference">Ours less theirs; null: not compared.</param>
public readonly record struct ComparedTotal(Money Ours, Money? Theirs, Money? Difference);

/// <summary>A month of the books beside what the creditor states of it.</summary>
/// <param name="Theirs">Null: the creditor states nothing, which is a difference wherever the books have something.</param>
public readonly record struct ComparedMonth(YearMonth Month, CreditorTotals Ours, StatedTotals? Theirs)
{
    public ComparedTotal Charged => Compare(Ours.Charged, Theirs?.Charged);

    public ComparedTotal Paid => Compare(Ours.Paid, Theirs?.Paid);

    public ComparedTotal Credited => Compare(Ours.Credited, Theirs?.Credited);

    public bool Differs => IsOdd(Charged) || IsOdd(Paid) || IsOdd(Credited);

    private static bool IsOdd(ComparedTotal total) => total.Difference is { IsZero: false };

    private ComparedTotal Compare(Money ours, Money? theirs) => new(ours, theirs, Theirs is null ? ours : ours - theirs);
}

/// <summary>The months from one to another, of which lines are summed and beside which totals are stated.</summary>
public sealed class CreditorMonths(YearMonth first, int count)
{
    private const int MonthsOfYear = 12;

    private readonly CreditorTotals[] ours = new CreditorTotals[count];
    private readonly bool[] moved = new bool[count];

    /// <summary>The place of a month, from 0; null outside.</summary>
    public int? PlaceOf(YearMonth month)
    {
        var place = Between(first, month);
        return place >= 0 && place < count ? place : null;
    }

    /// <summary>Months from one to another, negative backwards.</summary>
    public static int Between(YearMonth from, YearMonth to) => ((to.Year - from.Year) * MonthsOfYear) + to.Month - from.Month;

    /// <summary>False for a line of another month, which is left out.</summary>
    public bool Add(in CreditorLine line)
    {
        if (PlaceOf(line.Month) is not { } place)
        {
            return false;
        }

        ours[place] = ours[place].With(line);
        moved[place] = true;
        return true;
    }

    /// <summary>Each month in which something moved or is stated, ascending.</summary>
    public IEnumerable<ComparedMonth> Compare(IReadOnlyDictionary<YearMonth, StatedTotals>? stated)
    {
        for (var place = 0; place < count; place++)
        {
            var month = first.PlusMonths(place);
            StatedTotals? theirs = stated is not null && stated.TryGetValue(month, out var found) ? found : null;
            if (moved[place] || theirs is not null)
            {
                yield return new ComparedMonth(month, ours[place], theirs);
            }
        }
    }
}
