namespace BudgetCoaching.Api.Hosting;

/// <summary>The world does not let the program start; the message names the setting and the reason in a sentence.</summary>
internal sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
