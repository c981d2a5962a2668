namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>
/// Whether the server answers an append with the position at which readers see its last event, as cursors need. That is found by one
/// reading of an append of one event, and one of several: versions might answer with the place of a commit instead. Thread safe.
/// </summary>
internal sealed class AnsweredPositions
{
    private const int Unknown = 0;
    private const int True = 1;
    private const int False = 2;

    private int ofOne;
    private int ofSeveral;

    public bool AreTrue(int events) => Volatile.Read(ref Of(events)) == True;

    /// <summary>An answer was compared with what a reader sees. One that was wrong is never believed again.</summary>
    public void Compared(int events, bool isSame) => Interlocked.CompareExchange(ref Of(events), isSame ? True : False, Unknown);

    private ref int Of(int events) => ref events == 1 ? ref ofOne : ref ofSeveral;
}
