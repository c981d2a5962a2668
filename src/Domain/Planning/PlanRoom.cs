namespace BudgetCoaching.Domain.Planning;

/// <summary>
/// What is left to a debt: the balances less what the debts planned after it must be left. There may be several ways to leave it, of which
/// one is enough; by what a plan takes of each month some of them, or all, may be closed by the monthly limits.
/// </summary>
internal sealed class PlanRoom
{
    private static readonly int[] None = [];
    private static readonly int[] OnlyOne = [0];

    /// <summary>Without any plan of the later debt.</summary>
    private readonly long[] balances;

    private readonly PlanSearch? later;

    /// <summary>Each a plan of the later debt, with the balances that it leaves once they were asked for.</summary>
    private readonly List<(PlanCandidate Plan, long[]? Left)> ways = [];

    /// <summary>By group of layouts, and within by number less one; null where the days alone count.</summary>
    private readonly Dictionary<int, int[][]>? open;

    /// <summary>Every way, where the days alone count.</summary>
    private int[] all = OnlyOne;

    private PlanRoom(ReadOnlySpan<long> balances, PlanSearch? later, Dictionary<int, int[][]>? open) =>
        (this.balances, this.later, this.open) = (balances.ToArray(), later, open);

    public int Count => later is null ? 1 : ways.Count;

    /// <summary>Cents by which another way may leave more than the first on any day.</summary>
    public long Slack { get; private set; } = long.MaxValue;

    /// <summary>Balances by day, less one way of the later debt.</summary>
    public long[] Way(int index)
    {
        if (later is null)
        {
            return balances;
        }

        var (plan, left) = ways[index];
        if (left is null)
        {
            left = [.. balances];
            later.Pay(plan, left);
            ways[index] = (plan, left);
        }

        return left;
    }

    /// <summary>
    /// Where only the days count, whatever is left to the later debt is left best by its easiest plan: the first way. Where interest grows
    /// with the days, plans that cost less in all may leave more at the end: they are the other ways, the latest and longest first.
    /// </summary>
    /// <param name="balances">By day.</param>
    /// <param name="later">Planned after it; null for the last.</param>
    public static PlanRoom OfDays(ReadOnlySpan<long> balances, PlanSearch? later)
    {
        var room = new PlanRoom(balances, later, open: null);
        if (later is not null)
        {
            var (plans, slack) = later.CheaperThanEasiest();
            room.ways.Add((later.Easiest, null));
            room.ways.AddRange(plans.Select(plan => (plan, (long[]?)null)));
            room.all = [.. Enumerable.Range(0, room.ways.Count)];
            room.Slack = slack;
        }

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
        var room = new PlanRoom(balances, later, byGroup);
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
                        : room.OpenTo(later, limits, cents, places);
                }
            }
        }

        return room;
    }

    /// <summary>Indexes of <see cref="Way"/>; none where the monthly limits close them all.</summary>
    public ReadOnlySpan<int> Open(int group, int count) => open is null ? all : open[group][count - 1];

    private int[] OpenTo(
        PlanSearch later,
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
                    found.Add(Place(layout, count, places));
                    break;
                }
            }
        }

        return [.. found];
    }

    private int Place(PlanLayout layout, int count, Dictionary<(PlanLayout Layout, int Count), int> places)
    {
        if (!places.TryGetValue((layout, count), out var place))
        {
            place = ways.Count;
            ways.Add((new PlanCandidate(layout, count, Lowest: 0), null));
            places.Add((layout, count), place);
        }

        return place;
    }
}

/// <summary>The pieces into which a layout cuts each way of a room, cut when first asked for.</summary>
internal sealed class PlanPieces(PlanSearch search, PlanRoom room)
{
    private readonly long[]?[] minima = new long[room.Count][];
    private readonly int[] cuts = new int[room.Count];
    private PlanLayout? layout;

    /// <summary>Goes on to another layout.</summary>
    public void Turn(PlanLayout next)
    {
        layout = next;
        Array.Clear(cuts);
    }

    /// <summary>Whether some way that is open leaves every day the least.</summary>
    public bool Holds(int count, PlanAmount amount, long least)
    {
        foreach (var way in room.Open(search.GroupOf(layout!), count))
        {
            var pieces = minima[way] ??= new long[search.CountMax + 1];
            if (cuts[way] == 0)
            {
                cuts[way] = search.Cut(layout!, room.Way(way), pieces);
            }

            var lowest = PlanSearch.Lowest(pieces.AsSpan(0, cuts[way]), count, amount);
            if (lowest >= least)
            {
                return true;
            }

            // Of all ways the first is the highest but for the slack.
            if (room.Slack < least - lowest)
            {
                return false;
            }
        }

        return false;
    }
}
