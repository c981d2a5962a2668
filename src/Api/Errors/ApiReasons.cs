using BudgetCoaching.Storage;
using BudgetCoaching.Transcoding;

namespace BudgetCoaching.Api.Errors;

/// <summary>Reasons that the edge gives by itself; those of the rules stand in the domain. All are listed in docs/api-errors.md.</summary>
internal static class ApiReasons
{
    /// <summary>One or more fields are malformed: every one is named in the BadRequest detail.</summary>
    public const string FieldInvalid = TranscodingReasons.FieldInvalid;

    /// <summary>A message is larger than the service takes.</summary>
    public const string MessageTooLarge = TranscodingReasons.MessageTooLarge;

    /// <summary>The call ran for longer than any may.</summary>
    public const string CallTooLong = "CALL_TOO_LONG";

    /// <summary>The metadata that says who is calling is missing or malformed.</summary>
    public const string CallerUnknown = "CALLER_UNKNOWN";

    /// <summary>The service verifies callers, and the credential is missing or not good.</summary>
    public const string CredentialRefused = "CREDENTIAL_REFUSED";

    /// <summary>The issuer of tokens cannot be asked for its keys.</summary>
    public const string IssuerUnavailable = "ISSUER_UNAVAILABLE";

    /// <summary>The caller may not do this, whether or not what is named exists.</summary>
    public const string NotPermitted = "NOT_PERMITTED";

    /// <summary>The caller is over one of its limits, or the agency has as many keys as it may.</summary>
    public const string LimitExceeded = "LIMIT_EXCEEDED";

    /// <summary>There is no such resource, or none was known at the moment asked for.</summary>
    public const string ResourceNotFound = "RESOURCE_NOT_FOUND";

    /// <summary>The etag is not that of the current version.</summary>
    public const string EtagMismatch = "ETAG_MISMATCH";

    /// <summary>Others wrote to the same household at the same time, more often than a write is tried.</summary>
    public const string Contention = "CONTENTION";

    /// <summary>Neither log nor read models reached the cursor asked for within 5 seconds.</summary>
    public const string ReadBehind = "READ_BEHIND";

    /// <summary>The page token was made for other arguments, or is none.</summary>
    public const string PageTokenInvalid = "PAGE_TOKEN_INVALID";

    /// <summary>The log or the read models cannot be reached.</summary>
    public const string StoreUnavailable = "STORE_UNAVAILABLE";

    /// <summary>The service was told to stop and begins nothing more.</summary>
    public const string ServiceStopping = "SERVICE_STOPPING";

    /// <summary>The service is set to accept no API keys.</summary>
    public const string ApiKeysOff = "API_KEYS_OFF";

    /// <summary>The store is set to take less at once than the facts of the call come to; nothing was written.</summary>
    public const string AppendTooLarge = StoreRefusedException.AppendTooLarge;

    /// <summary>The folder that all nodes share cannot be reached: no key can be found or made.</summary>
    public const string SharedFolderAway = Application.Sharing.SharedFolderAwayException.Reason;

    /// <summary>A bug: details stand only in the server's log.</summary>
    public const string Internal = "INTERNAL";
}
