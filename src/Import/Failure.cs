using System.Security.Authentication;
using Grpc.Core;

namespace BudgetCoaching.Import;

/// <summary>Why the service did not do it, in words without anything secret, and how the program ends of it.</summary>
internal static class Failure
{
    /// <summary>Whether TLS could not be agreed, which no further attempt mends.</summary>
    public static bool IsOfTls(RpcException broken) => OfTls(broken) is not null;

    /// <returns>One line, and an exit code.</returns>
    public static (string Words, int Exit) Tell(RpcException broken, Service service) => broken.StatusCode switch
    {
        StatusCode.Unauthenticated when Credential(service) is { } credential =>
            ($"The service did not accept {credential}: {broken.Status.Detail}", Exit.NotAllowed),
        StatusCode.Unauthenticated =>
            ("The service verifies its callers, give --token-file, --api-key-file or --cert-file: "
                + broken.Status.Detail, Exit.NotAllowed),
        StatusCode.PermissionDenied => ($"The service does not let this caller do it: {broken.Status.Detail}", Exit.NotAllowed),
        _ when OfTls(broken) is { } tls =>
            ($"TLS with {service.Server} was not agreed: {tls.Message} Its certificate must be signed by an authority of this machine "
                + "or of --ca-file, and for that name.", Exit.CouldNot),
        StatusCode.Unavailable => ($"The service at {service.Server} cannot be reached: {broken.Status.Detail}", Exit.CouldNot),
        _ => ($"The service did not do it: {broken.StatusCode}, {broken.Status.Detail}", Exit.CouldNot),
    };

    private static string? Credential(Service service) =>
        service.Secret?.ToString() ?? (service.Tls is { ShowsCertificate: true } ? "--cert-file" : null);

    private static AuthenticationException? OfTls(RpcException broken)
    {
        var cause = broken.Status.DebugException;
        while (cause is not null and not AuthenticationException)
        {
            cause = cause.InnerException;
        }

        return cause as AuthenticationException;
    }
}
