using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Ledgers;

/// <summary>
/// The facts of one creditor in the form in which the imputation reads them: ids resolved to places in arrays, dates to day numbers.
/// Made once from the facts; every pass over them only reads it.
/// </summary>
internal sealed class CreditorBook
{
    public required CreditorId Creditor { get; init; }

    /// <summary>The household's facts in order: an ordinal is a place here.</summary>
    public required IReadOnlyList<HouseholdEvent> Facts { get; init; }

    /// <summary>In the order of imputation: less secured, more onerous, older, id (R17c). A debt is known by its place here.</summary>
    public required BookDebt[] Debts { get; init; }

    /// <summary>Places of debts by due date.</summary>
    public required int[] ByDue { get; init; }

    /// <summary>The place in <see cref="ByDue"/> of each debt.</summary>
    public required int[] PlaceByDue { get; init; }

    /// <summary>Payments and credits in the order of facts: the oldest first.</summary>
    public required BookSettlement[] Settlements { get; init; }

    public required BookPlan[] Plans { get; init; }

    public required BookDispute[] Disputes { get; init; }

    public required Suspension[] Suspensions { get; init; }

    /// <summary>What changes the account, in the order of facts (R13).</summary>
    public required BookEntry[] Entries { get; init; }

    /// <summary>References of this creditor's facts to what is not there, or not of the right kind.</summary>
    public required List<DatedReference> Unresolved { get; init; }

    public FactId IdOf(in BookEntry entry) => ((HouseholdEvent.Fact)Facts[entry.Ordinal]).Id;
}

/// <param name="Ordinal">Of its fact in the order of facts.</param>
/// <param name="Issued">The day from which it counts.</param>
/// <param name="Barred">The day from which it is time-barred; never, when not known (R19).</param>
internal sealed record BookDebt(
    HouseholdEvent.Fact Fact, int Ordinal, int Issued, int Due, int Barred, int Rank, int Rate, DebtAmount Amount)
{
    public FactId Id => Fact.Id;

    /// <summary>Equal for debts that only pro rata or the id tells apart (R17c, R22).</summary>
    public int Group { get; set; }

    public static int Compare(BookDebt left, BookDebt right)
    {
        var order = left.Rank.CompareTo(right.Rank);
        order = order != 0 ? order : right.Rate.CompareTo(left.Rate);
        order = order != 0 ? order : left.Due.CompareTo(right.Due);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    }

    public bool TiesWith(BookDebt other) => Rank == other.Rank && Rate == other.Rate && Due == other.Due;
}

internal sealed record BookSettlement(FactId Id, SettlementKind Kind, int Day, long Cents, bool CapitalFirst)
{
    /// <summary>What it is designated to, in order; null where nothing is.</summary>
    public BookPart[]? Parts { get; set; }

    /// <summary>A reversal or refund names it: its allocations must be remembered.</summary>
    public bool MayBeUndone { get; set; }
}

/// <param name="Place">Of the debt or plan.</param>
/// <param name="Cents"><see cref="AsMuchAsItTakes"/> where no amount was named.</param>
/// <param name="ReleasedOn">For <see cref="TargetKind.Other"/>: the day on which that shows.</param>
internal readonly record struct BookPart(FactId Id, TargetKind Target, int Place, long Cents, int ReleasedOn)
{
    public const long AsMuchAsItTakes = long.MaxValue;
}

internal enum TargetKind : byte
{
    /// <summary>Recorded by nobody yet: the money waits (R14).</summary>
    Unknown,

    Debt,
    Plan,

    /// <summary>Voided: the designation fell away (R4).</summary>
    Voided,

    /// <summary>Another creditor's, or no debt at all: the designation falls away when that shows (R16).</summary>
    Other,
}

internal sealed record BookPlan(
    FactId Id, int Signed, int[] CoveredDebts, long[] CoveredCents, BookInstalment[] Instalments, long Interest, bool CurrentBillFirst);

internal readonly record struct BookInstalment(int Number, int Due, long Cents);

/// <param name="Cents"><see cref="BookPart.AsMuchAsItTakes"/> where the whole debt is disputed.</param>
internal readonly record struct BookDispute(FactId Id, int Day, int Debt, long Cents);

internal enum EntryKind : byte
{
    /// <summary>A designation turned out to name nothing of this creditor.</summary>
    PartReleased,

    DebtPosted,
    Accrued,
    Credited,
    Disputed,
    DisputeClosed,
    PlanSigned,
    PlanLapsed,

    /// <summary>From here on money moves: held credit is applied before (R20).</summary>
    Paid,

    Reversed,
    Refunded,
}

/// <param name="Place">Of the debt, settlement, dispute or plan that it concerns.</param>
/// <param name="Ordinal">Of its fact in the order of facts.</param>
/// <param name="First">Interest accrued, cents refunded, or the place of the part released.</param>
/// <param name="Second">Costs accrued.</param>
internal readonly record struct BookEntry(EntryKind Kind, int Day, int Place, int Ordinal, long First = 0, long Second = 0);

internal readonly record struct DatedReference(int Day, PendingReference Reference);

/// <summary>Dates as whole numbers inside the ledger.</summary>
internal static class DayNumber
{
    public static readonly int Max = DateOnly.MaxValue.DayNumber;

    public static int Of(LocalDate date) => date.ToDateOnly().DayNumber;

    public static LocalDate ToDate(int day) => LocalDate.FromDateOnly(DateOnly.FromDayNumber(day));
}
