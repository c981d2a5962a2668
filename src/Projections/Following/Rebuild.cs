using BudgetCoaching.Domain.Households;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.Sqlite;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>
/// Builds every read model anew in a file of its own, stream by stream: each household is computed once. Memory holds the names of the
/// streams and one household a worker.
/// </summary>
internal static class Rebuild
{
    /// <summary>Streams read, computed and encoded at the same time; writing is one at a time.</summary>
    public const int Workers = 2;

    /// <summary>Households of one transaction.</summary>
    private const int HouseholdsMax = 200;

    /// <returns>
    /// The complete file, at the head that the log had when this began. A model that a household's events defeat is left empty at the
    /// start of the log: following it from there stops at the event and names it.
    /// </returns>
    public static async Task<ReadModelFile> RunAsync(
        IEventReader log, string path, IReadOnlyList<IReadModel> models, LocalDate day, Action moved, CancellationToken cancel)
    {
        File.Delete(path);
        var head = await log.ReadHeadAsync(cancel).ConfigureAwait(false);
        var file = ReadModelFile.Create(path, log.StoreId, models);
        try
        {
            using var run = new Run(log, file, models, head, day, moved);
            var (households, agencies) = await NameAsync(log, moved, cancel).ConfigureAwait(false);
            await run.HouseholdsAsync(households, cancel).ConfigureAwait(false);
            await run.AgenciesAsync(agencies, cancel).ConfigureAwait(false);
            run.Finish();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static async Task<(List<StreamName> Households, List<StreamName> Agencies)> NameAsync(
        IEventReader log, Action moved, CancellationToken cancel)
    {
        var households = new List<StreamName>();
        var agencies = new List<StreamName>();
        await foreach (var stream in log.ListStreamsAsync(cancel).ConfigureAwait(false))
        {
            moved();
            if (StoredNames.IsHousehold(stream))
            {
                households.Add(stream);
            }
            else if (StoredNames.IsAgency(stream))
            {
                agencies.Add(stream);
            }
        }

        return (households, agencies);
    }

    private sealed class Run(
        IEventReader log, ReadModelFile file, IReadOnlyList<IReadModel> models, Position head, LocalDate day, Action moved) : IDisposable
    {
        private readonly AgencyLog agencies = new(log);
        private readonly Lock writing = new();
        private readonly bool[] defeated = new bool[models.Count];
        private int written;

        public async Task AgenciesAsync(List<StreamName> streams, CancellationToken cancel)
        {
            file.Begin();
            foreach (var stream in streams)
            {
                await foreach (var recorded in log.ReadStreamAsync(stream, 0, cancel).ConfigureAwait(false))
                {
                    if (recorded.Position > head)
                    {
                        break;
                    }

                    Attempt(() =>
                    {
                        if (AgencyLog.SetOf(recorded) is not null)
                        {
                            file.PutParameterSet(StoredNames.Agency(stream), recorded);
                        }
                    });
                }
            }

            file.Commit();
        }

        public async Task HouseholdsAsync(List<StreamName> streams, CancellationToken cancel)
        {
            file.Begin();
            var options = new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancel };
            await Parallel.ForEachAsync(streams, options, HouseholdAsync).ConfigureAwait(false);
            file.Commit();
        }

        public void Finish()
        {
            file.Begin();
            for (var i = 0; i < models.Count; i++)
            {
                if (defeated[i])
                {
                    file.Empty(models[i]);
                }
                else
                {
                    file.Move(models[i], head);
                }

                file.ReachDay(models[i], day);
            }

            file.Commit();
            file.Complete();
        }

        public void Dispose() => file.RollBack();

        private async ValueTask HouseholdAsync(StreamName stream, CancellationToken cancel)
        {
            HouseholdReading? reading = null;
            try
            {
                var entries = new List<HouseholdEntry>();
                await FactLog.ReadOnAsync(log, stream, entries, head, cancel).ConfigureAwait(false);
                if (entries.Count == 0)
                {
                    // Its first event came after the head that this rebuild goes up to.
                    return;
                }

                reading = await HouseholdReadings.OfAsync(stream, entries, agencies, head, cancel).ConfigureAwait(false);
            }
            catch (Exception cause) when (Follower.IsOfTheHousehold(cause) || cause is PoisonException)
            {
                Array.Fill(defeated, true);
                return;
            }

            var rows = new HouseholdRows?[models.Count];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = defeated[i] ? null : Compute(i, reading);
            }

            Write(reading, rows);
        }

        private HouseholdRows? Compute(int model, HouseholdReading reading)
        {
            try
            {
                return models[model].Compute(reading, day);
            }
            catch (Exception cause) when (Follower.IsOfTheHousehold(cause))
            {
                defeated[model] = true;
                return null;
            }
        }

        private void Attempt(Action action)
        {
            try
            {
                action();
            }
            catch (PoisonException)
            {
                Array.Fill(defeated, true);
            }
        }

        private void Write(HouseholdReading reading, HouseholdRows?[] rows)
        {
            lock (writing)
            {
                for (var i = 0; i < rows.Length; i++)
                {
                    if (rows[i] is { } computed)
                    {
                        file.Put(models[i], reading, computed);
                    }
                }

                written++;
                moved();
                if (written % HouseholdsMax == 0)
                {
                    file.Commit();
                    file.Begin();
                }
            }
        }
    }
}
