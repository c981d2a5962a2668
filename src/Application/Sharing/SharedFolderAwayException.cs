namespace BudgetCoaching.Application.Sharing;

/// <summary>
/// The folder that all nodes share is not there, not the one that was opened, or cannot be read or written now: nothing is known of
/// what it holds, and nothing may be concluded from what is missing.
/// </summary>
public sealed class SharedFolderAwayException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>Stable, for programs.</summary>
    public const string Reason = "SHARED_FOLDER_AWAY";
}
