using BudgetCoaching.Domain.Households;
using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>A reason to see a household, with what it was read from. It ranks and explains, and never starts a sanction (R31).</summary>
/// <param name="On">The day that the warning is about: of each kind its evidence says which.</param>
/// <param name="Creditor">Whose debts it concerns; null where it concerns the household.</param>
/// <param name="Amount">The money at stake; null where none is.</param>
/// <param name="Facts">Those that led to it, so that a person can look them up.</param>
/// <param name="Basis">The parameter set in force on the day asked for, and this calculator's number (R60).</param>
public sealed record Warning(
    WarningKind Kind,
    LocalDate On,
    CreditorId? Creditor,
    Money? Amount,
    ValueList<FactId> Facts,
    WarningEvidence Evidence,
    JudgementBasis Basis);
