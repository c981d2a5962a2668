namespace BudgetCoaching.EventStoreDb.Double.Tests;

/// <summary>A test against the server whose connection string is in the environment; without one it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealServerFactAttribute : FactAttribute
{
    private const string Variable = "BUDGETCOACHING_TEST_EVENTSTORE";

    public RealServerFactAttribute() =>
        Skip = ConnectionString is null ? $"{Variable} names no server, for example esdb://127.0.0.1:2113?tls=false" : null;

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;
}
