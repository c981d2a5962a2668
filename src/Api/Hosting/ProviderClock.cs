using NodaTime;

namespace BudgetCoaching.Api.Hosting;

/// <summary>The program's one clock in NodaTime's terms.</summary>
internal sealed class ProviderClock(TimeProvider provider) : IClock
{
    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(provider.GetUtcNow());
}
