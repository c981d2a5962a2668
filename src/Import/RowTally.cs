namespace BudgetCoaching.Import;

/// <summary>What became of a row, the later the weightier: of several writes of one row the weightiest tells.</summary>
internal enum RowOutcome
{
    Unchanged,
    Accepted,
    Refused,
}

/// <summary>Counts rows of a file whose writes are settled one after the other.</summary>
internal sealed class RowTally
{
    private readonly long[] counts = new long[3];
    private long line;
    private RowOutcome outcome;

    public long Accepted => counts[(int)RowOutcome.Accepted];

    public long Unchanged => counts[(int)RowOutcome.Unchanged];

    public long Refused => counts[(int)RowOutcome.Refused];

    public long All => Accepted + Unchanged + Refused;

    public void Add(long ofLine, RowOutcome ofWrite)
    {
        if (ofLine == line)
        {
            outcome = ofWrite > outcome ? ofWrite : outcome;
            return;
        }

        Close();
        (line, outcome) = (ofLine, ofWrite);
    }

    /// <summary>Counts the last row.</summary>
    public void Close()
    {
        if (line > 0)
        {
            counts[(int)outcome]++;
            line = 0;
        }
    }
}
