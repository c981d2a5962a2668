using System.Data.Common;
using BudgetCoaching.Application.Access;
using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Application.Sharing;
using BudgetCoaching.Storage;
using BudgetCoaching.Storage.EventStoreDb;

namespace BudgetCoaching.Api.Hosting;

/// <summary>
/// What the books are kept in, wherever that is: all in one folder (<see cref="OneFolder"/>), or shared by several nodes
/// (<see cref="SharedBooks"/>). Closing it closes all of it, the log last.
/// </summary>
/// <param name="KeysWrappedAnew">Households' keys that the opening wrapped anew, as the master key was replaced.</param>
/// <param name="Once">Has work done by one node at a time; null where there is only one.</param>
/// <param name="Held">To be closed, the first one last.</param>
internal sealed record OpenedStores(
    IEventStore Log,
    WritingPulses Writing,
    IKeyStore Keys,
    int KeysWrappedAnew,
    IAccessBook Access,
    IDisclosureRegister Disclosures,
    Lease? Once,
    Held Held) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Held.DisposeAsync();
}

/// <summary>Signs of life of what writes the log.</summary>
/// <param name="Moves">Of whoever takes appends to their end, whatever end.</param>
/// <param name="Answers">Of the server that answers appends; null where none is asked.</param>
/// <param name="Contact">With that server.</param>
internal sealed record WritingPulses(Pulse Moves, Pulse? Answers = null, StoreContact? Contact = null);

/// <summary>What was opened so far, to be closed in the opposite order: also where the next cannot be opened.</summary>
internal sealed class Held : IAsyncDisposable
{
    private readonly Stack<object> opened = new();

    public T Add<T>(T resource)
        where T : class
    {
        opened.Push(resource);
        return resource;
    }

    public async ValueTask DisposeAsync()
    {
        while (opened.TryPop(out var resource))
        {
            if (resource is IAsyncDisposable later)
            {
                await later.DisposeAsync();
            }
            else
            {
                (resource as IDisposable)?.Dispose();
            }
        }
    }
}

/// <summary>What opening a file or folder that a setting names may come to.</summary>
internal static class Place
{
    /// <summary>For its owner alone when it is made; a folder that is there keeps its mode.</summary>
    public static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <exception cref="StartRefusedException">It cannot be made, read or written: the setting and the reason in a sentence.</exception>
    public static T Usable<T>(string setting, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (IsOfThePlace(failure))
        {
            throw Refused(setting, path, failure);
        }
    }

    /// <inheritdoc cref="Usable{T}(string, string, Func{T})"/>
    public static async Task<T> UsableAsync<T>(string setting, string path, Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (Exception failure) when (IsOfThePlace(failure))
        {
            throw Refused(setting, path, failure);
        }
    }

    private static bool IsOfThePlace(Exception failure) => failure is IOException or UnauthorizedAccessException or DbException;

    private static StartRefusedException Refused(string setting, string path, Exception failure) =>
        new($"{ApiOptions.Section}:{setting} {path} cannot be used: {failure.Message.TrimEnd('.')}.", failure);
}
