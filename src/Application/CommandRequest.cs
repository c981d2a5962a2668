using BudgetCoaching.Domain;

namespace BudgetCoaching.Application;

/// <summary>Who asks, through what, and for what: the part of a command that is the same whatever it does (R2, R5).</summary>
/// <param name="Agency">The calling agency.</param>
/// <param name="Actor">Opaque id of whoever asks.</param>
/// <param name="Unverified">Actor and role were claimed by the caller and not verified.</param>
/// <param name="Source">The system it came through.</param>
/// <param name="RequestId">The idempotency key, unique per stream and agency.</param>
/// <param name="Content">What a repeat must agree in.</param>
public sealed record CommandRequest(
    AgencyId Agency, string Actor, string Role, bool Unverified, string Source, string RequestId, RequestContent Content)
{
    /// <summary>First request of the conversation; by default this one.</summary>
    public string Correlation { get; init; } = RequestId;

    /// <summary>Immediate cause; empty for a person's own request.</summary>
    public string Causation { get; init; } = "";

    /// <summary>Why, as a code; empty where none is asked for.</summary>
    public string ReasonCode { get; init; } = "";

    /// <summary>The version that the caller saw; null to take the stream as it is (R6).</summary>
    public long? ExpectedVersion { get; init; }
}

/// <summary>What a request asks for, in bytes that are the same however it travelled.</summary>
/// <param name="Kind">Full name of the request message.</param>
/// <param name="Canonical">Its deterministic bytes with request id and etag cleared.</param>
public sealed record RequestContent(string Kind, ReadOnlyMemory<byte> Canonical);
