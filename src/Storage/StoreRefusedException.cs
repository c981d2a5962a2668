namespace BudgetCoaching.Storage;

/// <summary>
/// The log was found but must not be opened, or is not opened to this caller: asking again does not help. <see cref="Reason"/> is stable
/// and meant for programs.
/// </summary>
public sealed class StoreRefusedException(string reason, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The last record time lies further ahead of the clock than <see cref="RecordClock.Tolerance"/>.</summary>
    public const string ClockBehindLog = "CLOCK_BEHIND_LOG";

    /// <summary>Another process, or another store of this process, holds the data folder.</summary>
    public const string DataFolderInUse = "DATA_FOLDER_IN_USE";

    /// <summary>The file is not a log, or was written by a later version of this program; or a stream holds what is none of ours.</summary>
    public const string LogFormatUnknown = "LOG_FORMAT_UNKNOWN";

    /// <summary>The server's address or options make no sense.</summary>
    public const string ConnectionInvalid = "STORE_CONNECTION_INVALID";

    /// <summary>The server's certificate is not trusted, or it does not take ours.</summary>
    public const string CertificateRefused = "STORE_CERTIFICATE_REFUSED";

    /// <summary>The server does not know the user, or the password is wrong.</summary>
    public const string CredentialsRefused = "STORE_CREDENTIALS_REFUSED";

    /// <summary>The user is known and may not do this.</summary>
    public const string AccessDenied = "STORE_ACCESS_DENIED";

    /// <summary>The server is set to take less at once; nothing was stored.</summary>
    public const string AppendTooLarge = "APPEND_TOO_LARGE";

    /// <summary>Somebody deleted a stream of the log behind its back.</summary>
    public const string StreamDeleted = "STREAM_DELETED";

    /// <summary>An event is not the one that a copied log has there.</summary>
    public const string LogDiffers = "LOG_DIFFERS";

    /// <summary>A store lacks events of a log that was to be copied into it first.</summary>
    public const string LogNotCopied = "LOG_NOT_COPIED";

    public string Reason { get; } = reason;

    internal static StoreRefusedException Differs(LogFault fault) => new(LogDiffers, fault.ToString());
}
