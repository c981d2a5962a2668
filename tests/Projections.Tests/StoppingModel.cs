using NodaTime;

namespace BudgetCoaching.Projections.Tests;

/// <summary>A read model that cannot compute a household from one version on.</summary>
internal sealed class StoppingModel(long failsFrom, int number = 1) : IReadModel
{
    public string Name => "stopping";

    public int Number => number;

    public string Schema => "";

    public HouseholdRows Compute(HouseholdReading household, LocalDate day) => household.Version >= failsFrom
        ? throw new InvalidOperationException("It does not add up.")
        : new HouseholdRows(new byte[] { (byte)household.Version }, null, null);
}
