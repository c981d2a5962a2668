using System.Threading.Channels;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>
/// Readings that wait to be entered: those who wait at the same time share one flush, and each is told when it is done. Thread safe.
/// </summary>
/// <param name="flush">Enters all of what it is given or nothing; one at a time. What it throws is told to all of them.</param>
internal sealed class DisclosureQueue(Func<IReadOnlyList<Disclosed>, Task> flush) : IAsyncDisposable
{
    /// <summary>Readings waiting to be entered; beyond it readers wait.</summary>
    private const int WaitingMax = 4_096;

    /// <summary>Readings entered with one flush.</summary>
    private const int ReadingsMax = 512;

    /// <summary>A flush ends with the reading that passes so many entries: a list enters each household in it.</summary>
    private const int EntriesMax = 1_000;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A thread of its own waits for the disk: one of the pool's would be missing where calls are answered.</summary>
    public void Start() => new Thread(Write) { IsBackground = true, Name = "disclosures" }.Start();

    public async Task EnterAsync(IReadOnlyList<Disclosed> shown, CancellationToken cancel)
    {
        if (shown.Count == 0)
        {
            return;
        }

        var waiting = new Waiting(shown);
        await queue.Writer.WriteAsync(waiting, cancel);
        await waiting.Done.Task.WaitAsync(cancel);
    }

    /// <summary>Enters what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    private void Write()
    {
        List<Waiting> batch = new(ReadingsMax);
        List<Disclosed> entries = [];
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            entries.Clear();
            while (batch.Count < ReadingsMax && entries.Count < EntriesMax && queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
                entries.AddRange(next.Shown);
            }

            Flush(batch, entries);
        }

        ended.SetResult();
    }

    private void Flush(List<Waiting> batch, List<Disclosed> entries)
    {
        try
        {
            flush(entries).GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            var refused = new IOException("The register of disclosures cannot be written.", failure);
            batch.ForEach(waiting => waiting.Done.SetException(refused));
            return;
        }

        batch.ForEach(waiting => waiting.Done.SetResult());
    }

    private sealed record Waiting(IReadOnlyList<Disclosed> Shown)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
