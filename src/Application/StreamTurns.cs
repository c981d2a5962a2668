using BudgetCoaching.Storage;

namespace BudgetCoaching.Application;

/// <summary>
/// Lets commands on one stream run one after the other, so that they do not undo each other's work only to find a conflict; the log, not
/// this, keeps them right. Streams share a fixed number of turns, and a command holds one turn only, so none waits for another in a ring.
/// </summary>
internal sealed class StreamTurns
{
    private const int Count = 256;

    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Turn> TakeAsync(StreamName stream, CancellationToken cancel)
    {
        var turn = turns[unchecked((uint)stream.GetHashCode()) % Count];
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    public readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
