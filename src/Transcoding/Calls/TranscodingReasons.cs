namespace BudgetCoaching.Transcoding;

/// <summary>The reasons in <c>ErrorInfo</c> that HTTP and JSON give by themselves; all others are the services' own.</summary>
public static class TranscodingReasons
{
    /// <summary>One or more fields are malformed: every one is named in the BadRequest detail.</summary>
    public const string FieldInvalid = "FIELD_INVALID";

    /// <summary>No call has this path.</summary>
    public const string PathUnknown = "PATH_UNKNOWN";

    /// <summary>The path is called with another HTTP method: the header Allow names those that are.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>The body is not application/json in UTF-8, or is compressed.</summary>
    public const string ContentTypeUnsupported = "CONTENT_TYPE_UNSUPPORTED";

    /// <summary>A message is larger than the service takes.</summary>
    public const string MessageTooLarge = "MESSAGE_TOO_LARGE";

    /// <summary>The header grpc-timeout is none.</summary>
    public const string TimeoutInvalid = "TIMEOUT_INVALID";

    /// <summary>The time that the client gave the call in grpc-timeout is over.</summary>
    public const string DeadlinePassed = "DEADLINE_PASSED";
}
