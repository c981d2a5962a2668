using System.Text;
using BudgetCoaching.Application.Keys;

namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// The folder that all nodes of one log mount, marked with the log's id. It is never made: one that is not there is not mounted.
/// </summary>
public static class SharedFolder
{
    private const string Mark = "store";

    /// <summary>Marks a folder of no log, and refuses that of another; tries that it can be written as several nodes need it.</summary>
    /// <exception cref="SharedFolderAwayException">The folder is not there, or cannot be read or written.</exception>
    /// <exception cref="KeysRefusedException">It belongs to another log, <see cref="KeysRefusedException.FolderForeign"/>.</exception>
    public static void Require(string folder, string storeId)
    {
        if (!Directory.Exists(folder))
        {
            throw new SharedFolderAwayException($"{folder} is not there: mount it.");
        }

        try
        {
            Try(folder);
            var mark = Path.Combine(folder, Mark);
            WholeFile.TryCreate(mark, Encoding.ASCII.GetBytes(storeId));
            var found = File.ReadAllText(mark).Trim();
            if (found != storeId)
            {
                throw new KeysRefusedException(
                    KeysRefusedException.FolderForeign,
                    $"{folder} belongs to the log {found}, but the event store holds the log {storeId}.");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SharedFolderAwayException($"{folder} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Whether a second file of one name is refused here: all that keeps two nodes from making two keys.</summary>
    private static void Try(string folder)
    {
        var path = Path.Combine(folder, $"try-{Guid.NewGuid():N}");
        try
        {
            if (!WholeFile.TryCreate(path, [1]) || WholeFile.TryCreate(path, [2]) || File.ReadAllBytes(path) is not [1])
            {
                throw new IOException("its file system lets two files have one name");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
