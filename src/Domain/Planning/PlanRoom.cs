namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// What is left to a debt: the balances less what the debts planned after it must be left. There may be several ways to leave it, of which
/// one is enough; by what a plan takes of each month some of them, or all, may be closed by the monthly limits.
/// </summary>
internal sealed class PlanRoom
{
    private static readonly int[] None = [];
    private static readonly int[] OnlyOne = [0];

    private readonly List<long[]> ways = [];

    /// <summary>By group of layouts, and within by number less one; null where the days alone count.</summary>
    private readonly Dictionary<int, int[][]>? open;

    private PlanRoom(Dictionary<int, int[][]>? open) => this.open = open;

    /// <summary>Balances by day, each less one way of the later debts.</summary>
    public IReadOnlyList<long[]> Ways => ways;

    /// <summary>Where only the days count, whatever is left to later debts is left best by their easiest plans.</summary>
    public static PlanRoom OfDays(ReadOnlySpan<long> balances, ReadOnlySpan<PlanSearch> later)
    {
        var room = new PlanRoom(open: null);
        var reserved = balances.ToArray();
        foreach (var search in later)
        {
            search.Pay(search.Easiest, reserved);
        }

        room.ways.Add(reserved);
        return room;
    }

    /// <summary>
    /// Where the months count too. For each first month of the later debt the most instalments that the months allow are also the best
    /// for the days, on the last day that begins in it; so there are as many ways as first months.
    /// </summary>
    /// <param name="balances">By day.</param>
    /// <param name="taken">Of each month by the debts planned before.</param>
    /// <param name="limits">Of all new instalments together.</param>
    /// <param name="own">For whose plans the room is.</param>
    /// <param name="later">Planned after it; null for the last.</param>
    public static PlanRoom OfMonths(
        ReadOnlySpan<long> balances, ReadOnlySpan<long> taken, MonthLimits limits, PlanSearch own, PlanSearch? later)
    {
        var byGroup = new Dictionary<int, int[][]>();
        var room = new PlanRoom(byGroup);
        if (later is null)
        {
            room.ways.Add(balances.ToArray());
        }

        var places = new Dictionary<(PlanLayout Layout, int Count), int>();
        var cents = new long[limits.Count];
        foreach (var layout in own.Layouts.DistinctBy(own.GroupOf))
        {
            var counts = new int[own.CountMax][];
            byGroup.Add(own.GroupOf(layout), counts);
            for (var count = 1; count <= own.CountMax; count++)
            {
                taken.CopyTo(cents);
                if (own.AtMost(layout, count) == count)
                {
                    own.AddMonths(layout, count, cents);
                    counts[count - 1] = later is null
                        ? limits.Allow(cents) ? OnlyOne : None
                        : room.OpenTo(later, balances, limits, cents, places);
                }
            }
        }

        return room;
    }

    /// <summary>Indexes of <see cref="Ways"/>; none where the monthly limits close them all.</summary>
    public ReadOnlySpan<int> Open(int group, int count) => open is null ? OnlyOne : open[group][count - 1];

    private int[] OpenTo(
        PlanSearch later,
        ReadOnlySpan<long> balances,
        MonthLimits limits,
        long[] taken,
        Dictionary<(PlanLayout Layout, int Count), int> places)
    {
        List<int> found = [];
        var cents = new long[taken.Length];
        PlanLayout? last = null;
        foreach (var layout in later.Layouts.Reverse())
        {
            if (layout.Month == last?.Month)
            {
                continue;
            }

            last = layout;
            for (var count = later.AtMost(layout, later.CountMax); count > 0; count = later.AtMost(layout, count - 1))
            {
                taken.CopyTo(cents, 0);
                later.AddMonths(layout, count, cents);
                if (limits.Allow(cents))
                {
                    found.Add(Place(later, layout, count, balances, places));
                    break;
                }
            }
        }

        return [.. found];
    }

    private int Place(
        PlanSearch later, PlanLayout layout, int count, ReadOnlySpan<long> balances, Dictionary<(PlanLayout Layout, int Count), int> places)
    {
        if (!places.TryGetValue((layout, count), out var place))
        {
            var reserved = balances.ToArray();
            later.Pay(new PlanCandidate(layout, count, Lowest: 0), reserved);
            place = ways.Count;
            ways.Add(reserved);
            places.Add((layout, count), place);
        }

        return place;
    }
}

/// <summary>The pieces into which a layout cuts each way of a room, cut when first asked for.</summary>
internal sealed class PlanPieces(PlanSearch search, PlanRoom room)
{
    private readonly long[]?[] minima = new long[room.Ways.Count][];
    private readonly int[] cuts = new int[room.Ways.Count];
    private PlanLayout? layout;

    /// <summary>Goes on to another layout.</summary>
    public void Turn(PlanLayout next)
    {
        layout = next;
        Array.Clear(cuts);
    }

    /// <summary>The highest of the lowest balances over the ways that are open; the least number where none is.</summary>
    public long Lowest(int count, PlanAmount amount)
    {
        var best = long.MinValue;
        foreach (var way in room.Open(search.GroupOf(layout!), count))
        {
            var pieces = minima[way] ??= new long[search.CountMax + 1];
            if (cuts[way] == 0)
            {
                cuts[way] = search.Cut(layout!, room.Ways[way], pieces);
            }

            best = Math.Max(best, PlanSearch.Lowest(pieces.AsSpan(0, cuts[way]), count, amount));
        }

        return best;
    }
}
