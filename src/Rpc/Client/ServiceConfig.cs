using Grpc.Core;

namespace Grpc.Net.Client.Configuration;

/// <summary>How calls to the methods of a service are made.</summary>
public sealed class ServiceConfig
{
    /// <summary>The one that names a method counts for it, before the one that names its service, before the default.</summary>
    public IList<MethodConfig> MethodConfigs { get; } = [];

    /// <summary>Null does not slow retries down.</summary>
    public RetryThrottlingPolicy? RetryThrottling { get; set; }
}

public sealed class MethodConfig
{
    public IList<MethodName> Names { get; } = [];

    /// <summary>Null does not retry.</summary>
    public RetryPolicy? RetryPolicy { get; set; }
}

public sealed class MethodName
{
    /// <summary>Every method of every service.</summary>
    public static readonly MethodName Default = new();

    /// <summary>With its package; null or empty is every service.</summary>
    public string? Service { get; set; }

    /// <summary>Null or empty is every method of the service.</summary>
    public string? Method { get; set; }
}

/// <summary>When a call that failed before its response began is made again; every value must be given.</summary>
public sealed class RetryPolicy
{
    /// <summary>The first attempt included: at least 2, and cut to the channel's own maximum.</summary>
    public int? MaxAttempts { get; set; }

    public TimeSpan? InitialBackoff { get; set; }

    public TimeSpan? MaxBackoff { get; set; }

    /// <summary>By how much each wait is longer than the one before. Each is then varied by a fifth, up or down, by chance.</summary>
    public double? BackoffMultiplier { get; set; }

    public IList<StatusCode> RetryableStatusCodes { get; } = [];
}

/// <summary>
/// Stops retries while many calls fail: each failure takes one token, each success gives some back, and there are no retries
/// unless more than half of the tokens are left.
/// </summary>
public sealed class RetryThrottlingPolicy
{
    public int? MaxTokens { get; set; }

    /// <summary>What a success gives back.</summary>
    public double? TokenRatio { get; set; }
}
