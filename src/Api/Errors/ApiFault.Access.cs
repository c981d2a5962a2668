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

    public static RpcException IssuerUnavailable() => Make(
        StatusCode.Unavailable,
        ApiReasons.IssuerUnavailable,
        "The issuer of tokens cannot be asked for its keys: try again.",
        [],
        new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(TimeSpan.FromSeconds(5)) });
}
