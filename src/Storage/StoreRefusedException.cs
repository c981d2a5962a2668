namespace BudgetCoaching.Storage;

/// <summary>The log was found but must not be opened. <see cref="Reason"/> is stable and meant for programs.</summary>
public sealed class StoreRefusedException(string reason, string message) : Exception(message)
{
    /// <summary>The last record time lies further ahead of the clock than <see cref="RecordClock.Tolerance"/>.</summary>
    public const string ClockBehindLog = "CLOCK_BEHIND_LOG";

    /// <summary>Another process, or another store of this process, holds the data folder.</summary>
    public const string DataFolderInUse = "DATA_FOLDER_IN_USE";

    /// <summary>The file is not a log, or was written by a later version of this program.</summary>
    public const string LogFormatUnknown = "LOG_FORMAT_UNKNOWN";

    public string Reason { get; } = reason;
}
