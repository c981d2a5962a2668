using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Storage;
using NodaTime;

namespace BudgetCoaching.Projections.HouseholdDirectory;

/// <summary>Which households of an agency are listed.</summary>
/// <param name="Creditor">Only those with something overdue to it; null: all.</param>
/// <param name="Trend">Only those with this trend, of <paramref name="Creditor"/> or, without one, of any; null: all.</param>
/// <param name="OverdueSince">Only those overdue since this day or longer, likewise; null: all.</param>
public sealed record DirectoryFilter(
    AgencyId Agency,
    StaffId? Consultant = null,
    CreditorId? Creditor = null,
    TrendClass? Trend = null,
    LocalDate? OverdueSince = null,
    bool ShowClosed = false);

/// <summary>The last household of a page: the next page begins after it, wherever that is by then.</summary>
public readonly record struct DirectoryKey(Urgency Urgency, Money Overdue, HouseholdId Household);

/// <summary>Households by urgency, then by what is overdue, then by id.</summary>
/// <param name="Day">The day in Rome of which the figures are.</param>
/// <param name="Position">Of the last event of the log in the read model.</param>
/// <param name="KnownAt">Record time of the last event in these rows; null when there is none.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record DirectoryPage(
    IReadOnlyList<DirectoryEntry> Households, LocalDate Day, Position Position, RecordTime? KnownAt, DirectoryKey? Next);

/// <param name="Consultant">Null: nobody yet.</param>
public sealed record DirectoryEntry(
    HouseholdId Household,
    StaffId? Consultant,
    bool IsClosed,
    Urgency Urgency,
    Money Overdue,
    int AgeDays,
    IReadOnlyList<DirectoryCreditor> Creditors);

/// <param name="OverdueSince">Null: nothing is overdue.</param>
public sealed record DirectoryCreditor(CreditorId Creditor, Money Overdue, LocalDate? OverdueSince, int AgeDays, TrendClass Trend);

/// <summary>Households of an agency by id: a page is complete whatever becomes urgent meanwhile.</summary>
/// <param name="Position">Of the last event of the log in the read model.</param>
/// <param name="KnownAt">Record time of the last event of the agency's households; null when there is none.</param>
/// <param name="IsLast">None come after these.</param>
public sealed record HouseholdIdsPage(
    IReadOnlyList<HouseholdId> Households, Position Position, RecordTime? KnownAt, bool IsLast);

/// <summary>What an agency's households owe to one creditor together; closed households too.</summary>
public sealed record CreditorTotal(CreditorId Creditor, int Households, int OverdueHouseholds, ArrearsFigures Figures);

/// <param name="Next">The last creditor of the page; null on the last page.</param>
public sealed record CreditorTotalsPage(
    IReadOnlyList<CreditorTotal> Totals, LocalDate Day, Position Position, RecordTime? KnownAt, CreditorId? Next);
