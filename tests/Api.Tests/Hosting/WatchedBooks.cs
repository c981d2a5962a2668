using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace BudgetCoaching.Api.Tests.Hosting;

/// <summary>A log in memory with read models over it, and what watches over both, on a clock that the test moves.</summary>
internal sealed class WatchedBooks : IAsyncDisposable, IHostApplicationLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("budget-coaching-").FullName;
    private readonly CancellationTokenSource stopping = new();
    private readonly ReadModels models;
    private long version;

    public WatchedBooks(IEventStore? log = null)
    {
        Log = log ?? new InMemoryEventStore(Time);
        models = new ReadModels(folder, ReadModels.All);
        Runner = new ProjectionRunner(Log, models, Time);
        Writer = new Pulse(Time);
        Answers = new Pulse(Time);
        var writing = new WritingPulses(Writer, Answers);
        Progress = new ReadModelProgress(Log, Runner, Time);
        Readiness = new Readiness(models, Runner, Progress, ApiOptions.Read(new ConfigurationBuilder().Build()), writing, this);
        Liveness = new Liveness(writing, Runner, Progress);
    }

    public SetTime Time { get; } = new();

    public IEventStore Log { get; }

    public ProjectionRunner Runner { get; }

    public Pulse Writer { get; }

    public Pulse Answers { get; }

    public ReadModelProgress Progress { get; }

    public Readiness Readiness { get; }

    public Liveness Liveness { get; }

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public async Task<string?> NotReadyAsync() => (await Readiness.WhyAsync(CancellationToken.None))?.Code;

    /// <summary>An event of a stream that no read model shows; it is to be followed all the same.</summary>
    public async Task AppendAsync()
    {
        var happened = new ProposedEvent(Guid.NewGuid(), new EventType("NodeStarted", 1), default, default);
        await Log.AppendAsync(new StreamName("Node-1"), version++, [happened], CancellationToken.None);
    }

    /// <summary>Until the read models are at the head of the log.</summary>
    public async Task FollowAsync()
    {
        Runner.Start();
        var head = await Log.ReadHeadAsync(CancellationToken.None);
        (await Runner.WaitForAsync(head, Bound, CancellationToken.None)).Should().BeTrue();
    }

    public void StopApplication() => stopping.Cancel();

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        models.Dispose();
        stopping.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
