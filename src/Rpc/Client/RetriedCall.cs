using System.Globalization;
using BudgetCoaching.Rpc.Wire;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Client;

/// <summary>
/// A call that is made again when it fails before its response begins. The attempt that gets a response, or is the last, is
/// committed: the caller sees that one and no other. Until then the streamed requests are kept, to be sent again.
/// </summary>
internal sealed class RetriedCall<TRequest, TResponse>(
    RetryRule rule, Retries retries, Func<int, ClientCall<TRequest, TResponse>> newAttempt, TRequest? request)
    : IOutgoingCall<TRequest, TResponse>, IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<ClientCall<TRequest, TResponse>> committed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly KeptRequests<TRequest>? requests = request is null ? new(retries) : null;
    private ClientCall<TRequest, TResponse>? current;
    private bool disposed;

    public IClientStreamWriter<TRequest> Requests => requests!;

    public IAsyncStreamReader<TResponse> Responses => this;

    public TResponse Current => Committed("message").Responses.Current;

    public Status FinalStatus => Committed("status").FinalStatus;

    public Metadata FinalTrailers => Committed("trailers").FinalTrailers;

    public void Start() => _ = RunAsync(Begin(previous: 0));

    public async Task<TResponse> SingleResponseAsync() => await (await committed.Task).SingleResponseAsync();

    public async Task<Metadata> HeadersAsync() => await (await committed.Task).HeadersAsync();

    public Task<bool> MoveNext(CancellationToken cancellationToken) => committed.Task.IsCompletedSuccessfully
        ? committed.Task.Result.Responses.MoveNext(cancellationToken)
        : FirstMoveAsync(cancellationToken);

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
        }

        current!.Dispose();
        stop.Cancel();
    }

    private async Task<bool> FirstMoveAsync(CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(static call => ((IDisposable)call!).Dispose(), this);
        return await (await committed.Task).Responses.MoveNext(cancel);
    }

    private ClientCall<TRequest, TResponse> Committed(string what) => committed.Task.IsCompletedSuccessfully
        ? committed.Task.Result
        : throw new InvalidOperationException($"The call has not ended: no {what} yet.");

    /// <summary>Makes the next attempt and sends it; one that the caller has given up meanwhile ends as that, unsent.</summary>
    private ClientCall<TRequest, TResponse> Begin(int previous)
    {
        var attempt = newAttempt(previous);
        bool given;
        lock (gate)
        {
            current = attempt;
            given = disposed;
        }

        if (given)
        {
            attempt.Dispose();
        }

        attempt.Start(request);
        return attempt;
    }

    /// <summary>Bounded by the rule's attempts. Nothing in it throws: failures are the attempts' own statuses.</summary>
    private async Task RunAsync(ClientCall<TRequest, TResponse> attempt)
    {
        var replayed = requests?.ReplayAsync(attempt.Pushed) ?? Task.CompletedTask;
        var sinceHint = 0;
        for (var made = 1; ; made++)
        {
            await attempt.Arrived;
            if (WaitAfter(attempt, made, ref sinceHint) is not { } wait)
            {
                break;
            }

            if (requests is not null)
            {
                await requests.HoldAsync();
            }

            await WaitAsync(attempt, wait);
            attempt = Begin(previous: made);
            replayed = requests?.ReplayHeldAsync(attempt.Pushed) ?? Task.CompletedTask;
        }

        committed.SetResult(attempt);
        await replayed;
        if (requests is not null)
        {
            await requests.SettleAsync();
        }
    }

    private async Task WaitAsync(ClientCall<TRequest, TResponse> attempt, TimeSpan wait)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(
            stop.Token, attempt.Options.CancellationToken, attempt.Channel.Closing);
        var left = attempt.TimeLeft;
        await Task.Delay(left < wait ? left : wait, given.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Null when the attempt is the one the caller shall see.</summary>
    /// <param name="sinceHint">Retries since the server last said itself how long to wait: from there the waits grow anew.</param>
    private TimeSpan? WaitAfter(ClientCall<TRequest, TResponse> attempt, int made, ref int sinceHint)
    {
        if (!attempt.IsFinished || attempt.FinalStatus.StatusCode == StatusCode.OK)
        {
            retries.Succeeded();
            return null;
        }

        var hint = attempt.FinalTrailers.GetValue(HeaderText.RetryPushback);
        var refused = !rule.Codes.Contains(attempt.FinalStatus.StatusCode);
        if (refused && hint is null)
        {
            return null;
        }

        var mayRetry = retries.FailedAndMayRetry();
        if (refused || !mayRetry || made >= rule.Attempts || requests is { IsTooLong: true })
        {
            return null;
        }

        if (hint is null)
        {
            return rule.Wait(++sinceHint, Random.Shared.NextDouble());
        }

        sinceHint = 0;
        return int.TryParse(hint, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
    }
}
