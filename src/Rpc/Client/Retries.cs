using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace BudgetCoaching.Rpc.Client;

/// <summary>A checked retry policy.</summary>
/// <param name="Attempts">The most, the first included.</param>
internal sealed record RetryRule(int Attempts, TimeSpan Initial, TimeSpan Longest, double Multiplier, IReadOnlySet<StatusCode> Codes)
{
    private const double LeastShare = 0.8;
    private const double ShareOfChance = 0.4;

    /// <exception cref="InvalidOperationException">A value is missing or out of range.</exception>
    public static RetryRule Of(RetryPolicy policy, int? mostAttempts)
    {
        if (policy.MaxAttempts is not > 1
            || policy.InitialBackoff is not { Ticks: > 0 } initial
            || policy.MaxBackoff is not { Ticks: > 0 } longest
            || policy.BackoffMultiplier is not > 0
            || policy.RetryableStatusCodes.Count == 0)
        {
            throw new InvalidOperationException(
                "A retry policy needs at least 2 attempts, backoffs and a multiplier above 0, and a status code to retry.");
        }

        var attempts = Math.Min(policy.MaxAttempts.Value, mostAttempts ?? int.MaxValue);
        return new RetryRule(attempts, initial, longest, policy.BackoffMultiplier.Value, policy.RetryableStatusCodes.ToHashSet());
    }

    /// <param name="retry">1 for the first.</param>
    /// <param name="chance">From 0 to 1, so that clients which failed together do not come back together.</param>
    public TimeSpan Wait(int retry, double chance)
    {
        var ticks = Math.Min(Initial.Ticks * Math.Pow(Multiplier, retry - 1), Longest.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (LeastShare + (ShareOfChance * chance))));
    }
}

/// <summary>What the calls of a channel share about retries.</summary>
internal sealed class Retries
{
    private readonly Dictionary<string, RetryRule?> rules = new(StringComparer.Ordinal);
    private readonly long bufferLimit;
    private readonly RetryTokens? tokens;
    private long buffered;

    public Retries(ServiceConfig config, GrpcChannelOptions options)
    {
        bufferLimit = options.MaxRetryBufferSize ?? long.MaxValue;
        LongestOfCall = options.MaxRetryBufferPerCallSize ?? long.MaxValue;
        tokens = config.RetryThrottling is { } throttling ? new RetryTokens(throttling) : null;
        foreach (var method in config.MethodConfigs)
        {
            var rule = method.RetryPolicy is { } policy ? RetryRule.Of(policy, options.MaxRetryAttempts) : null;
            foreach (var name in method.Names)
            {
                if (!rules.TryAdd(KeyOf(name), rule))
                {
                    throw new InvalidOperationException($"The service config has two entries for '{name.Service}/{name.Method}'.");
                }
            }
        }
    }

    /// <summary>Bytes of requests that one call may keep to send them again.</summary>
    public long LongestOfCall { get; }

    /// <summary>Null when the method's calls are made once.</summary>
    public RetryRule? For(IMethod method) =>
        rules.TryGetValue(method.FullName, out var rule)
        || rules.TryGetValue(method.ServiceName, out rule)
        || rules.TryGetValue("", out rule)
            ? rule
            : null;

    /// <summary>False when the calls of the channel keep as many bytes as they may.</summary>
    public bool TryKeep(long bytes)
    {
        if (Interlocked.Add(ref buffered, bytes) <= bufferLimit)
        {
            return true;
        }

        Drop(bytes);
        return false;
    }

    public void Drop(long bytes) => Interlocked.Add(ref buffered, -bytes);

    public void Succeeded() => tokens?.Give();

    /// <summary>Counts a failure. False when too many calls fail for another retry.</summary>
    public bool FailedAndMayRetry() => tokens?.TakeOne() ?? true;

    /// <exception cref="InvalidOperationException">A method without its service.</exception>
    private static string KeyOf(MethodName name) => (string.IsNullOrEmpty(name.Service), string.IsNullOrEmpty(name.Method)) switch
    {
        (true, true) => "",
        (false, true) => name.Service!,
        (false, false) => $"/{name.Service}/{name.Method}",
        _ => throw new InvalidOperationException($"The service config names the method '{name.Method}' without its service."),
    };

    private sealed class RetryTokens
    {
        private readonly Lock gate = new();
        private readonly int most;
        private readonly double ratio;
        private double left;

        public RetryTokens(RetryThrottlingPolicy policy)
        {
            if (policy.MaxTokens is not > 0 || policy.TokenRatio is not > 0)
            {
                throw new InvalidOperationException("Retry throttling needs tokens and a ratio above 0.");
            }

            left = most = policy.MaxTokens.Value;
            ratio = policy.TokenRatio.Value;
        }

        public void Give()
        {
            lock (gate)
            {
                left = Math.Min(most, left + ratio);
            }
        }

        public bool TakeOne()
        {
            lock (gate)
            {
                left = Math.Max(0, left - 1);
                return left > most / 2.0;
            }
        }
    }
}
