using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>
/// Moves the read models of one file along the log and through the days. Whatever the cut into batches, rows are those of the events up
/// to the checkpoint and of no others. One caller at a time; what it throws, save for poison that it keeps, may be tried again.
/// </summary>
internal sealed class Follower
{
    /// <summary>Households recomputed in one transaction when a day begins.</summary>
    public const int DueMax = 500;

    private readonly IEventReader log;
    private readonly ReadModelFile file;
    private readonly FactLog facts;
    private readonly AgencyLog agencies;
    private readonly List<FollowedModel> models;
    private readonly Action beforeCommit;
    private readonly Action moved;
    private Position read;

    /// <param name="log">The log.</param>
    /// <param name="file">Where the rows are.</param>
    /// <param name="models">Those of the file.</param>
    /// <param name="beforeCommit">Called between the rows and their commit: what a test breaks.</param>
    /// <param name="moved">Called after each transaction, so that who watches sees it move.</param>
    public Follower(
        IEventReader log, ReadModelFile file, IReadOnlyList<IReadModel> models, Action? beforeCommit = null, Action? moved = null)
    {
        this.log = log;
        this.file = file;
        this.beforeCommit = beforeCommit ?? (static () => { });
        this.moved = moved ?? (static () => { });
        facts = new FactLog(log);
        agencies = new AgencyLog(log);
        this.models = [.. models.Select(model => new FollowedModel(model, file.ReadProgress(model)))];
    }

    public IReadOnlyList<FollowedModel> Models => models;

    /// <summary>Shown every event of the log once it was followed, in order.</summary>
    public Action<RecordedEvent>? Saw { get; init; }

    /// <summary>Applies the next batch to the models that are furthest behind.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> FollowAsync(int eventsMax, CancellationToken cancel)
    {
        var healthy = models.FindAll(model => model.Poison is null);
        if (healthy.Count == 0)
        {
            return false;
        }

        var after = healthy.Min(model => model.Position);
        var behind = healthy.FindAll(model => model.Position == after);
        var batch = await Batch.ReadAsync(log, after, eventsMax, cancel).ConfigureAwait(false);
        if (batch is null)
        {
            return false;
        }

        using var measured = FollowTelemetry.Begin(batch);
        await ApplyAsync(behind, batch, cancel).ConfigureAwait(false);
        if (Saw is { } saw)
        {
            foreach (var recorded in batch.Events)
            {
                saw(recorded);
            }
        }

        return true;
    }

    /// <summary>Recomputes the households that change by themselves up to a day, in pages; a day reached before is nothing to do.</summary>
    public async Task AdvanceToAsync(LocalDate day, CancellationToken cancel)
    {
        foreach (var model in models)
        {
            if (model.Poison is null && (model.Day < day || model.RowsAreDue))
            {
                await AdvanceAsync(model, day < model.Day ? model.Day : day, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Applies a batch; where it holds poison, the part before it, and the failed models stop there.</summary>
    private async Task ApplyAsync(List<FollowedModel> behind, Batch batch, CancellationToken cancel)
    {
        // Each turn either applies the batch, or stops a model, or makes the batch of the stopped ones shorter.
        while (behind.Count > 0)
        {
            PoisonException? met = null;
            try
            {
                await CommitAsync(behind, batch, cancel).ConfigureAwait(false);
            }
            catch (PoisonException poison)
            {
                met = poison;
            }

            if (met is null)
            {
                return;
            }

            var stopped = behind.FindAll(model => met.Model is null || model.Model == met.Model);
            behind = behind.FindAll(model => !stopped.Contains(model));
            await StopAsync(stopped, batch, met.Poison, cancel).ConfigureAwait(false);
        }
    }

    private async Task StopAsync(List<FollowedModel> stopped, Batch batch, PoisonEvent poison, CancellationToken cancel)
    {
        // A shorter batch may show an earlier poison of another household; it ends when nothing is left before it.
        while (batch.Before(poison.Position) is { } before)
        {
            try
            {
                await CommitAsync(stopped, before, cancel).ConfigureAwait(false);
                break;
            }
            catch (PoisonException earlier)
            {
                batch = before;
                poison = earlier.Poison;
            }
        }

        stopped.ForEach(model => model.Poison = poison);
    }

    private async Task CommitAsync(List<FollowedModel> moving, Batch batch, CancellationToken cancel)
    {
        var agenciesTouched = new List<AgencyId>();
        TurnTo(batch.End);
        file.Begin();
        try
        {
            foreach (var (stream, fresh) in batch.Streams)
            {
                if (StoredNames.IsAgency(stream) && PutParameterSets(stream, fresh))
                {
                    agenciesTouched.Add(StoredNames.Agency(stream));
                    agencies.Forget(StoredNames.Agency(stream));
                }
            }

            foreach (var (stream, fresh) in batch.Streams)
            {
                if (StoredNames.IsHousehold(stream))
                {
                    await PutAsync(moving, stream, fresh, batch.End, cancel).ConfigureAwait(false);
                }
            }

            foreach (var model in moving)
            {
                agenciesTouched.ForEach(agency => file.MarkAgencyDue(model.Model, agency, model.Day));
                file.Move(model.Model, batch.End);
            }

            beforeCommit();
            file.Commit();
            moved();
        }
        catch
        {
            Abandon();
            throw;
        }

        moving.ForEach(model => model.Reached(batch.End, agenciesTouched.Count > 0));
    }

    private async Task AdvanceAsync(FollowedModel model, LocalDate day, CancellationToken cancel)
    {
        try
        {
            // Each page moves the next change of its households past the day, so it ends.
            while (file.ReadDue(model.Model, day, DueMax) is { Count: > 0 } due)
            {
                await CommitDueAsync(model, due, day, cancel).ConfigureAwait(false);
            }
        }
        catch (PoisonException poison)
        {
            model.Poison = poison.Poison;
            return;
        }

        file.ReachDay(model.Model, day);
        model.Reached(day);
    }

    private async Task CommitDueAsync(FollowedModel model, List<HouseholdId> due, LocalDate day, CancellationToken cancel)
    {
        TurnTo(model.Position);
        file.Begin();
        try
        {
            foreach (var household in due)
            {
                var stream = StoredNames.Of(household);
                var entries = await facts.ReadAsync(stream, [], model.Position, cancel).ConfigureAwait(false);
                try
                {
                    Put(model, await ReadAsync(stream, entries, model.Position, cancel).ConfigureAwait(false), day);
                }
                catch (Exception cause) when (IsOfTheHousehold(cause))
                {
                    throw new PoisonException(model.Model, PoisonEvent.On(day, stream, entries.Count, model.Position, cause));
                }
            }

            beforeCommit();
            file.Commit();
            moved();
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>What is kept in memory may hold events past a position, but never past the one read for last.</summary>
    private void TurnTo(Position upTo)
    {
        if (upTo < read)
        {
            facts.Clear();
            agencies.Clear();
        }

        read = upTo;
    }

    private void Abandon()
    {
        file.RollBack();
        facts.Clear();
        agencies.Clear();
    }

    private bool PutParameterSets(StreamName stream, IReadOnlyList<RecordedEvent> fresh)
    {
        var any = false;
        foreach (var recorded in fresh)
        {
            if (AgencyLog.SetOf(recorded) is not null)
            {
                file.PutParameterSet(StoredNames.Agency(stream), recorded);
                any = true;
            }
        }

        return any;
    }

    private async Task PutAsync(
        List<FollowedModel> moving, StreamName stream, IReadOnlyList<RecordedEvent> fresh, Position upTo, CancellationToken cancel)
    {
        var entries = await facts.ReadAsync(stream, fresh, upTo, cancel).ConfigureAwait(false);
        HouseholdReading reading;
        try
        {
            reading = await ReadAsync(stream, entries, upTo, cancel).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsOfTheHousehold(cause))
        {
            var first = FirstFailing(fresh, version => HouseholdFacts.Known(entries.Take((int)version)));
            throw new PoisonException(model: null, PoisonEvent.At(first, cause));
        }

        foreach (var model in moving)
        {
            try
            {
                Put(model, reading, model.Day);
            }
            catch (Exception cause) when (IsOfTheHousehold(cause))
            {
                var first = FirstFailing(fresh, version => model.Model.Compute(reading.UpTo(version), model.Day));
                throw new PoisonException(model.Model, PoisonEvent.At(first, cause));
            }
        }
    }

    private void Put(FollowedModel model, HouseholdReading reading, LocalDate day)
    {
        var rows = model.Model.Compute(reading, day);
        if (rows.NextChangeOn <= day)
        {
            throw new InvalidOperationException(
                $"{model.Model.Name} of {reading.Household} changes on {rows.NextChangeOn}, not after {day}.");
        }

        file.Put(model.Model, reading, rows);
    }

    private ValueTask<HouseholdReading> ReadAsync(
        StreamName stream, IReadOnlyList<HouseholdEntry> entries, Position upTo, CancellationToken cancel) =>
        HouseholdReadings.OfAsync(stream, entries, agencies, upTo, cancel);

    /// <summary>The earliest of the fresh events up to which an attempt on the stream fails; the last if only all of them do.</summary>
    private static RecordedEvent FirstFailing(IReadOnlyList<RecordedEvent> fresh, Action<long> attempt)
    {
        foreach (var recorded in fresh)
        {
            try
            {
                attempt(recorded.Version);
            }
            catch (Exception cause) when (IsOfTheHousehold(cause))
            {
                return recorded;
            }
        }

        return fresh[^1];
    }

    /// <summary>Neither the disk, nor the log, nor a caller who gave up: computing it again would fail again.</summary>
    internal static bool IsOfTheHousehold(Exception cause) =>
        cause is not (PoisonException or IOException or OperationCanceledException or OutOfMemoryException or ObjectDisposedException);
}
