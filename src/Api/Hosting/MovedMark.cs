using System.Text;
using BudgetCoaching.Storage.EventStoreDb;
using NodaTime;
using NodaTime.Text;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// Says in a data folder that several nodes went on with its books: one process that went on with them too would make a second truth.
/// </summary>
internal static class MovedMark
{
    /// <summary>Stable, for programs.</summary>
    public const string Reason = "BOOKS_MOVED";

    public const string FileName = "moved";

    /// <summary>Marks the folder for good, on the disk before anybody is told.</summary>
    /// <param name="folder">Whose log and all beside it is where the nodes find it.</param>
    /// <param name="place">Named by its hosts alone.</param>
    /// <param name="time">Written to the second.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Leave(string folder, EventStoreDbOptions place, Instant time)
    {
        using var file = File.Create(Path.Combine(folder, FileName));
        file.Write(Encoding.UTF8.GetBytes($"{InstantPattern.General.Format(time)} to {string.Join(',', place.Hosts)}\n"));
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="StartRefusedException">The folder is marked, whatever the mark says.</exception>
    /// <exception cref="IOException">The mark cannot be read.</exception>
    public static void Refuse(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (File.Exists(file))
        {
            throw new StartRefusedException(
                $"{Reason}: several nodes go on with the books in {folder} (moved {File.ReadAllText(file).Trim()}). To go on here all the "
                + $"same, delete {file}: the two then differ for good.");
        }
    }
}
