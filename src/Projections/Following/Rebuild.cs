using System.Threading.Channels;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Projections.Sqlite;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.Following;

/// <summary>
/// Builds every read model anew in a file of its own: one look over the log for the names of its streams and, at the same time, stream by
/// stream, each household computed once. Memory holds the names and one household a worker.
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
        IEventReader log, string path, IReadOnlyList<IReadModel> models, LocalDate day, CancellationToken cancel)
    {
        File.Delete(path);
        var head = await log.ReadHeadAsync(cancel).ConfigureAwait(false);
        var file = ReadModelFile.Create(path, log.StoreId, models);
        try
        {
            using var run = new Run(log, file, models, head, day);
            var households = Channel.CreateUnbounded<StreamName>(new UnboundedChannelOptions { SingleWriter = true });
            var naming = Task.Run(() => NameAsync(log, head, households.Writer, cancel), cancel);
            await run.HouseholdsAsync(households.Reader, cancel).ConfigureAwait(false);
            await run.AgenciesAsync(await naming.ConfigureAwait(false), cancel).ConfigureAwait(false);
            run.Finish();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Hands on each household's stream as its first event comes up: they are computed while the log is looked over.</summary>
    /// <returns>Streams of agencies.</returns>
    private static async Task<List<StreamName>> NameAsync(
        IEventReader log, Position head, ChannelWriter<StreamName> households, CancellationToken cancel)
    {
        var agencies = new List<StreamName>();
        try
        {
            await foreach (var recorded in log.ReadAllAsync(Position.Start, cancel).ConfigureAwait(false))
            {
                if (recorded.Position > head)
                {
                    break;
                }

                if (recorded.Version > 1)
                {
                    continue;
                }

                if (StoredNames.IsHousehold(recorded.Stream))
                {
                    households.TryWrite(recorded.Stream);
                }
                else if (StoredNames.IsAgency(recorded.Stream))
                {
                    agencies.Add(recorded.Stream);
                }
            }

            households.Complete();
            return agencies;
        }
        catch (Exception failure)
        {
            households.Complete(failure);
            throw;
        }
    }

    private sealed class Run(IEventReader log, ReadModelFile file, IReadOnlyList<IReadModel> models, Position head, LocalDate day)
        : IDisposable
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

        public async Task HouseholdsAsync(ChannelReader<StreamName> streams, CancellationToken cancel)
        {
            file.Begin();
            var options = new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancel };
            await Parallel.ForEachAsync(streams.ReadAllAsync(cancel), options, HouseholdAsync).ConfigureAwait(false);
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
                if (written % HouseholdsMax == 0)
                {
                    file.Commit();
                    file.Begin();
                }
            }
        }
    }
}
