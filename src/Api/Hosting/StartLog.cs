using BudgetCoaching.Api.Errors;
using BudgetCoaching.Storage.EventStoreDb;
using Microsoft.Extensions.Logging.Console;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The program's log while the books are opened, before there is a host: made when there is something to say.</summary>
internal sealed class StartLog(ApiOptions options, IConfiguration configuration) : IDisposable
{
    private ILoggerFactory? log;

    /// <summary>Waits for the event store as long as it is set to, and says so.</summary>
    public Patience Patience => new(TimeSpan.FromSeconds(options.StartSeconds))
    {
        Waits = said => ApiLog.EventStoreAwaited(Log, options.StartSeconds, said),
        Reached = after => ApiLog.EventStoreReached(Log, (int)after.TotalSeconds),
    };

    private ILogger Log => (log ??= LoggerFactory.Create(logging =>
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        ToConsole(logging, options);
    })).CreateLogger<StartLog>();

    /// <summary>Lines for people, or an object a line where that is set.</summary>
    public static void ToConsole(ILoggingBuilder logging, ApiOptions options)
    {
        if (options.JsonLog)
        {
            logging.Services.AddSingleton(TimeProvider.System);
            logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName);
            logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        }
        else
        {
            logging.AddConsole();
        }
    }

    /// <summary>Writes what was said.</summary>
    public void Dispose() => log?.Dispose();
}
