using System.Globalization;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using Google.Rpc;
using Grpc.Core;
using ProtoDuration = Google.Protobuf.WellKnownTypes.Duration;

namespace BudgetCoaching.Api.Errors;

/// <summary>What callers are told who are not known, or may not do what they ask. Never anything of the credential itself.</summary>
internal static partial class ApiFault
{
    public static RpcException CredentialMissing() =>
        CredentialRefused("Every caller must prove who they are: with a bearer token, an API key or a client certificate.");

    public static RpcException CredentialRefused(string why) => Make(StatusCode.Unauthenticated, ApiReasons.CredentialRefused, why, []);

    public static RpcException NotPermitted(string why) => Make(StatusCode.PermissionDenied, ApiReasons.NotPermitted, why, []);

    /// <param name="limit">Which: <c>calls_per_second</c>, <c>calls_at_once</c> or <c>bytes</c>.</param>
    /// <param name="retryAfter">Null where trying again does not help.</param>
    public static RpcException LimitExceeded(string limit, int most, TimeSpan? retryAfter) => Make(
        StatusCode.ResourceExhausted,
        ApiReasons.LimitExceeded,
        "The caller is over one of its limits.",
        [new RefusalDetail("limit", limit), new RefusalDetail("most", most.ToString(CultureInfo.InvariantCulture))],
        retryAfter is { } wait ? new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(wait) } : null);

    public static RpcException TooManyKeys(int most) => Make(
        StatusCode.ResourceExhausted,
        ApiReasons.LimitExceeded,
        "The agency has as many API keys as it may: revoke some that are not used.",
        [new RefusalDetail("limit", "api_keys"), new RefusalDetail("most", most.ToString(CultureInfo.InvariantCulture))]);

    /// <param name="setting">The one that is off.</param>
    public static RpcException ApiKeysOff(string setting) => Make(
        StatusCode.FailedPrecondition,
        ApiReasons.ApiKeysOff,
        $"The service accepts no API keys, so that a new one would open nothing: {setting} is off.",
        [new RefusalDetail("setting", setting)]);

    public static RpcException KeyMissing() => Make(
        StatusCode.FailedPrecondition,
        RequestReasons.KeyMissing,
        "The key of the household, or of the agency's own ids, is not in the key store: restore it.",
        []);

    public static RpcException IssuerUnavailable() => Make(
        StatusCode.Unavailable,
        ApiReasons.IssuerUnavailable,
        "The issuer of tokens cannot be asked for its keys: try again.",
        [],
        new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(TimeSpan.FromSeconds(5)) });
}
