namespace BudgetCoaching.Domain.Ledgers;

/// <summary>Shares in proportion to weights that add up to the amount, to the cent, by largest remainder (R22).</summary>
public static class ProportionalSplit
{
    /// <summary>Ties go to the earlier weight: callers order them by due date, then id.</summary>
    /// <param name="amount">Zero or more.</param>
    /// <param name="weights">Zero or more each, and not all zero unless the amount is zero.</param>
    public static Money[] Of(Money amount, ReadOnlySpan<Money> weights)
    {
        var cents = new long[weights.Length];
        for (var i = 0; i < cents.Length; i++)
        {
            cents[i] = weights[i].Cents;
        }

        var shares = new long[weights.Length];
        Fill(amount.Cents, cents, shares);
        return Array.ConvertAll(shares, share => new Money(share));
    }

    internal static void Fill(long amount, ReadOnlySpan<long> weights, Span<long> shares)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            sum += weight >= 0 ? weight : throw new ArgumentOutOfRangeException(nameof(weights), "A weight cannot be negative.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        shares.Clear();
        if (amount == 0)
        {
            return;
        }

        if (sum == 0)
        {
            throw new ArgumentException("An amount cannot be shared by weights that are all zero.", nameof(weights));
        }

        var remainders = new Int128[weights.Length];
        var left = amount;
        for (var i = 0; i < weights.Length; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)amount * weights[i], sum);
            shares[i] = (long)share;
            remainders[i] = remainder;
            left -= shares[i];
        }

        // Fewer cents are left than there are weights: each goes to the largest remainder not yet served.
        for (; left > 0; left--)
        {
            var largest = 0;
            for (var i = 1; i < remainders.Length; i++)
            {
                if (remainders[i] > remainders[largest])
                {
                    largest = i;
                }
            }

            shares[largest]++;
            remainders[largest] = -1;
        }
    }
}
