using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// Files that appear under their name whole or not at all, on the disk before anybody is told, in a folder that several machines mount.
/// </summary>
internal static class WholeFile
{
    private const int FileExists = 17;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a file, for its owner alone. Of several who make it at the same time one does, on whatever machine.</summary>
    /// <returns>False where it is there already; its contents stay.</returns>
    /// <exception cref="IOException">The folder is not there, or the disk failed.</exception>
    public static bool TryCreate(string path, ReadOnlySpan<byte> contents)
    {
        var draft = WriteDraft(path, contents);
        try
        {
            return TryName(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Puts other contents in the place of a file's; whoever reads meanwhile sees either.</summary>
    /// <exception cref="IOException">The folder is not there, or the disk failed.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> contents)
    {
        var draft = WriteDraft(path, contents);
        try
        {
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }

        Flush(path);
    }

    /// <summary>Overwrites a file and removes it. Nothing for one that is not there.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void Destroy(string path)
    {
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                file.Write(new byte[file.Length]);
                file.Flush(flushToDisk: true);
            }

            File.Delete(path);
        }
        catch (FileNotFoundException)
        {
            // Another has removed it.
        }
    }

    private static string WriteDraft(string path, ReadOnlySpan<byte> contents)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(draft, options);
        file.Write(contents);
        file.Flush(flushToDisk: true);
        return draft;
    }

    /// <summary>A second name is refused by the file system itself where it exists; a rename would look first and overwrite then.</summary>
    private static bool TryName(string draft, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                return false;
            }
        }
        else if (Link(draft, path) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == FileExists
                ? false
                : throw new IOException($"{path} cannot be made: {new Win32Exception(error).Message}.");
        }

        // The new name reaches the disk with the file whose number of names it changed.
        Flush(path);
        return true;
    }

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Flush(flushToDisk: true);
    }

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string another);
}
