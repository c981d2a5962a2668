using BudgetCoaching.Domain;
using NodaTime;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>One household was shown to somebody: who, when, what and why (R11). No figure and no text of the household is in it.</summary>
/// <param name="Household">Null for what concerns an agency's households together, such as their totals.</param>
/// <param name="Actor">Opaque id of who read; empty for a caller who need not say, where callers are not verified.</param>
/// <param name="Verified">Whether a credential proved who it was.</param>
/// <param name="Call">What was asked, as service and method.</param>
/// <param name="Purpose">Why, as a code: of the consent, or as the caller said; empty where neither was there.</param>
/// <param name="Consent">The consent by which it was shown; null where the reader needs none.</param>
public sealed record Disclosed(
    HouseholdId? Household, AgencyId Agency, string Actor, string Role, bool Verified, string Call, string Purpose, FactId? Consent);

/// <summary>A disclosure as it stands in the register.</summary>
/// <param name="Number">Gap-free from 1.</param>
/// <param name="Hash">SHA-256 over its contents and the hash before: nothing can be taken out or changed unseen.</param>
public sealed record RegisteredDisclosure(long Number, Instant Time, Disclosed What, ReadOnlyMemory<byte> Hash);

/// <summary>Which disclosures are asked for.</summary>
/// <param name="Household">Null: of all the agency's households.</param>
/// <param name="Actor">Null: by anybody.</param>
/// <param name="From">First moment; null: from the first on.</param>
/// <param name="Until">First moment outside; null: up to now.</param>
public sealed record DisclosureFilter(AgencyId Agency, HouseholdId? Household, string? Actor, Instant? From, Instant? Until);
