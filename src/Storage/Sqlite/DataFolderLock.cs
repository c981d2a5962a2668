using System.Globalization;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Holds a data folder for one store at a time. The operating system lets go of it when the process ends, however it ends;
/// the files stay, and one of them names the last holder. It is a second file because nobody can read a locked one.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private const string FileName = "lock";

    private const string HolderName = "lock.pid";

    private readonly FileStream file;

    private DataFolderLock(FileStream held)
    {
        file = held;
    }

    /// <exception cref="StoreRefusedException">The folder is held, <see cref="StoreRefusedException.DataFolderInUse"/>.</exception>
    public static DataFolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StoreRefusedException(
                StoreRefusedException.DataFolderInUse, $"The data folder {folder} is in use by process {Holder(folder)}.");
        }

        try
        {
            File.WriteAllText(Path.Combine(folder, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether a store holds the folder at this moment; false where nobody ever did.</summary>
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var looked = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => file.Dispose();

    private static string Holder(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, HolderName)) is { Length: > 0 } pid ? pid : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
