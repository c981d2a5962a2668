namespace BudgetCoaching.Application.Tests;

/// <summary>Time that passes only when it is told to, for timers too. Thread safe.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private static readonly DateTimeOffset Began = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly SemaphoreSlim set = new(0);
    private TimeSpan elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Began + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass and everything happen that falls due.</summary>
    public void Pass(TimeSpan time)
    {
        List<Timer> due;
        lock (gate)
        {
            elapsed += time;
            due = timers.FindAll(timer => timer.Due <= elapsed);
            timers.RemoveAll(due.Contains);
            timers.AddRange(due.Where(timer => timer.Again(elapsed)));
        }

        due.ForEach(timer => timer.Fire());
    }

    /// <summary>Completes when somebody set a timer: then they wait, and time may pass.</summary>
    public Task SomebodyWaitsAsync() => set.WaitAsync(TimeSpan.FromSeconds(30));

    private TimeSpan Elapsed
    {
        get
        {
            lock (gate)
            {
                return elapsed;
            }
        }
    }

    private sealed class Timer(SteppedClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        private TimeSpan period;

        public void Fire() => fire();

        /// <summary>Whether it is one that comes again; the next time is set then.</summary>
        public bool Again(TimeSpan now)
        {
            Due = now + period;
            return period > TimeSpan.Zero;
        }

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                period = every;
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = clock.elapsed + dueTime;
                    clock.timers.Add(this);
                    clock.set.Release();
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
