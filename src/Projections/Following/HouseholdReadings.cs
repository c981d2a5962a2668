using BudgetCoaching.Domain.Households;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Projections.Following;

/// <summary>From a household's entries to what is computed from them.</summary>
internal static class HouseholdReadings
{
    public static async ValueTask<HouseholdReading> OfAsync(
        StreamName stream, IReadOnlyList<HouseholdEntry> entries, AgencyLog agencies, Position upTo, CancellationToken cancel)
    {
        if (entries is not [{ Event: HouseholdEvent.HouseholdEnrolled enrolled }, ..])
        {
            throw new InvalidDataException($"{stream} does not begin with an enrolment.");
        }

        var agency = await agencies.ReadAsync(enrolled.Agency, upTo, cancel).ConfigureAwait(false);
        return new HouseholdReading(StoredNames.Household(stream), entries, agency);
    }
}
