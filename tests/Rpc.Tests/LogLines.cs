using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>Keeps what a server logs, to assert that nothing is logged as an error that is none.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, string Text, Exception? Exception)> lines = new();

    public IReadOnlyList<string> Errors =>
        [.. lines.Where(l => l.Level >= LogLevel.Error).Select(l => $"{l.Category}: {l.Text} {l.Exception}")];

    public bool Contains(LogLevel level, string text) =>
        lines.Any(l => l.Level == level && l.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>Gives back the memory of what was logged so far.</summary>
    public void Forget() => lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.lines.Enqueue((logLevel, category, formatter(state, exception), exception));
    }
}
