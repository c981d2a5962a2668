namespace BudgetCoaching.Api.Hosting;

/// <summary>What is not as it should be with the service: stable codes, for alarms (docs/operating.md).</summary>
internal static class HealthCodes
{
    /// <summary>The thread that commits has had work and not moved for too long, or has ended.</summary>
    public const string LogWriterStuck = "LOG_WRITER_STUCK";

    /// <summary>The loop of the read models has had work and not moved for too long.</summary>
    public const string ReadModelsStuck = "READ_MODELS_STUCK";

    public const string LogUnreadable = "LOG_UNREADABLE";

    /// <summary>Of several nodes: the event store has answered no append for a while, though some are under way.</summary>
    public const string LogUnwritable = "LOG_UNWRITABLE";

    /// <summary>Following the log fails for reasons outside, and is tried again.</summary>
    public const string ReadModelsFailing = "READ_MODELS_FAILING";

    /// <summary>A household's events cannot be computed: the read model stands before them.</summary>
    public const string ReadModelStopped = "READ_MODEL_STOPPED";

    /// <summary>The first file is not complete yet.</summary>
    public const string ReadModelsBuilding = "READ_MODELS_BUILDING";

    /// <summary>Events recorded longer ago than allowed are not in the read models yet.</summary>
    public const string ReadModelsBehind = "READ_MODELS_BEHIND";

    /// <summary>Of several nodes: the folder that all share is not there, so that households' keys cannot be found.</summary>
    public const string SharedFolderAway = "SHARED_FOLDER_AWAY";

    public const string Stopping = "STOPPING";
}

/// <summary>Why the service is not live, or not ready.</summary>
/// <param name="Code">One of <see cref="HealthCodes"/>.</param>
/// <param name="Reason">In words for operators; nothing of any household but its stream's name.</param>
internal sealed record HealthFault(string Code, string Reason);
