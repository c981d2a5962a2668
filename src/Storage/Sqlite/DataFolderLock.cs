using System.Globalization;
using System.Text;

namespace BudgetCoaching.Storage.Sqlite;

/// <summary>
/// Holds a data folder for one store at a time. The operating system lets go of it when the process ends, however it ends;
/// the file stays and names its last holder.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "lock";

    private readonly FileStream held;

    private DataFolderLock(FileStream held)
    {
        this.held = held;
    }

    /// <exception cref="StoreRefusedException">The folder is held, <see cref="StoreRefusedException.DataFolderInUse"/>.</exception>
    public static DataFolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StoreRefusedException(
                StoreRefusedException.DataFolderInUse, $"The data folder {folder} is in use by process {Holder(path)}.");
        }

        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush(flushToDisk: true);
        return new DataFolderLock(file);
    }

    public void Dispose() => held.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.ASCII);
            return reader.ReadToEnd() is { Length: > 0 } pid ? pid : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
