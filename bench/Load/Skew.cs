namespace BudgetCoaching.Load.Bench;

/// <summary>Few households are asked about often and many seldom: the k-th in a share of 1 ÷ k^s (Zipf).</summary>
internal sealed class Skew
{
    private readonly double[] upTo;

    /// <param name="households">How many there are.</param>
    /// <param name="exponent">s; at 0 all are alike.</param>
    public Skew(int households, double exponent)
    {
        upTo = new double[households];
        var sum = 0.0;
        for (var k = 0; k < households; k++)
        {
            sum += Math.Pow(k + 1, -exponent);
            upTo[k] = sum;
        }

        for (var k = 0; k < households; k++)
        {
            upTo[k] /= sum;
        }
    }

    /// <summary>The place of the household that a share of [0, 1) falls on.</summary>
    public int At(double share)
    {
        var found = Array.BinarySearch(upTo, share);
        return Math.Min(found < 0 ? ~found : found + 1, upTo.Length - 1);
    }
}
