using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections;

/// <summary>
/// All that the log says of a household up to a position, with what the calculators make of it: computed once for all models.
/// </summary>
public sealed class HouseholdReading
{
    private readonly IReadOnlyList<HouseholdEntry> entries;
    private CreditorLedger[]? creditors;

    /// <param name="household">Whose events they are.</param>
    /// <param name="entries">In stream order from the first; the list may grow afterwards, so it is read now.</param>
    /// <param name="agency">The agency that enrolled it.</param>
    internal HouseholdReading(HouseholdId household, IReadOnlyList<HouseholdEntry> entries, AgencyReading agency)
    {
        this.entries = entries;
        var recorded = new RecordTime(entries[^1].RecordTime.ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond);
        Household = household;
        Version = entries[^1].Version;
        KnownAt = recorded > agency.Recorded ? recorded : agency.Recorded;
        Facts = HouseholdFacts.Known(entries);
        Agency = agency;
        IsErased = entries[^1].Event is HouseholdEvent.HouseholdErased;
    }

    public HouseholdId Household { get; }

    /// <summary>Events read of the household's stream.</summary>
    public long Version { get; }

    /// <summary>
    /// Record time of the last event read, of the household or of its agency's parameters: what <c>known_at</c> resolves to (R12).
    /// </summary>
    public RecordTime KnownAt { get; }

    public HouseholdFacts Facts { get; }

    public AgencyReading Agency { get; }

    /// <summary>It was forgotten: nobody is to see it any more, and its figures remain (R10).</summary>
    public bool IsErased { get; }

    /// <summary>One for each creditor that a fact names, in ascending order.</summary>
    public IReadOnlyList<CreditorLedger> Creditors => creditors ??= Compute();

    /// <summary>The same household when its stream held fewer events.</summary>
    internal HouseholdReading UpTo(long version) => new(Household, [.. entries.Take((int)version)], Agency);

    private CreditorLedger[] Compute()
    {
        var names = ArrearsCalculator.Creditors(Facts);
        var computed = new CreditorLedger[names.Count];
        for (var i = 0; i < computed.Length; i++)
        {
            computed[i] = new CreditorLedger(
                ArrearsCalculator.Timeline(Facts, names[i], Agency.Parameters),
                MonthlyChargeSteps.Of(Facts, names[i]),
                ArrearsCalculator.Movements(Facts, names[i]));
        }

        return computed;
    }
}

/// <summary>An agency's parameter sets up to a position of the log (R60).</summary>
/// <param name="Version">Version of the last parameter set in the agency's stream; 0 before the first.</param>
/// <param name="Recorded">Its record time; the earliest possible before the first.</param>
public sealed record AgencyReading(AgencyId Agency, long Version, RecordTime Recorded, ParameterHistory Parameters)
{
    /// <summary>The values of the set in force on a day; before the agency's first set, the shipped ones.</summary>
    public ParameterValues ValuesOn(LocalDate day) => Parameters.InForce(day)?.Values ?? ShippedDefaults.Values;
}
