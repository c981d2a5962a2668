using System.Data.Common;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The opened books: log, keys and read models. Closing finishes appends and saves checkpoints.</summary>
internal sealed class Books : IAsyncDisposable
{
    /// <summary>How often work is begun anew that another node took over in its midst.</summary>
    private const int OnceAttemptsMax = 3;

    private readonly OpenedStores stores;

    private Books(OpenedStores stores, Position start, ApiOptions options, TimeProvider timer, IClock clock)
    {
        this.stores = stores;
        Clock = clock;
        Keys = new CachedKeys(stores.Keys, clock);
        States = new StreamStates(Log, Keys);
        Commands = new CommandRunner(Log, States, Keys, clock) { Acknowledged = new AcknowledgedWrites(start) };
        Erasure = new Erasure(Log, Commands, States, Keys);
        ReadModels = new ReadModels(options.DataFolder, ReadModels.All);
        Projections = new ProjectionRunner(Log, ReadModels, timer, Saw);
    }

    public IClock Clock { get; }

    public IEventStore Log => stores.Log;

    public WritingPulses Writing => stores.Writing;

    public IKeyStore Keys { get; }

    /// <inheritdoc cref="OpenedStores.KeysWrappedAnew"/>
    public int KeysWrappedAnew => stores.KeysWrappedAnew;

    public IAccessBook Access => stores.Access;

    public IDisclosureRegister Disclosures => stores.Disclosures;

    public Erasure Erasure { get; }

    public StreamStates States { get; }

    public CommandRunner Commands { get; }

    public ReadModels ReadModels { get; }

    public ProjectionRunner Projections { get; }

    /// <exception cref="StoreRefusedException">The folder is in use, the log is none or refuses, or the clock is behind it.</exception>
    /// <exception cref="KeysRefusedException">The master key is none, or not the one of these keys; or keys are missing.</exception>
    /// <exception cref="StartRefusedException">
    /// A folder, a key's file or the event store cannot be made, read or written, or the books were begun in another currency.
    /// </exception>
    public static async Task<Books> OpenAsync(ApiOptions options, StartLog log, TimeProvider timer, IClock clock)
    {
        Place.Usable(nameof(options.DataFolder), options.DataFolder, () => Place.CreateFolder(options.DataFolder));
        var opened = options.IsShared
            ? await SharedBooks.OpenAsync(options, log.Patience, timer, clock)
            : await OneFolder.OpenAsync(options, timer, clock);
        try
        {
            // What other nodes acknowledge is not known here; a cursor tells.
            var start = options.IsShared ? Position.Start : await opened.Log.ReadHeadAsync(CancellationToken.None);
            return Place.Usable(nameof(options.DataFolder), options.DataFolder, () => new Books(opened, start, options, timer, clock));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Does work that one node must do at a time, and that does nothing when it is done again. Where another is still at it after a while,
    /// it is left to that one.
    /// </summary>
    public async Task OnceAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        if (stores.Once is not { } lease)
        {
            await work(cancel);
            return;
        }

        for (var attempt = 1; attempt <= OnceAttemptsMax; attempt++)
        {
            try
            {
                await lease.RunAsync(work, wait: Lease.Patience + Lease.Term, cancel);
                return;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested && attempt < OnceAttemptsMax)
            {
                // Another node has it now, or nobody: the next turn waits for it and sees that all is done.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        ReadModels.Dispose();
        await stores.DisposeAsync();
    }

    private void Saw(RecordedEvent recorded)
    {
        try
        {
            Erasure.Saw(recorded);
        }
        catch (Exception failure) when (failure is IOException or KeysRefusedException or DbException)
        {
            // Who recorded it destroys the key, and the next start looks again; nothing of it is held here any longer.
        }
    }
}
