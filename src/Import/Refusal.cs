namespace BudgetCoaching.Import;

/// <summary>Why a row was not imported. A row with several bad fields has one of these for each.</summary>
/// <param name="Row">Line of the file on which the row begins, from 1, the header included.</param>
/// <param name="Field">Column, or what the service names where the file has no column for it; empty: the row as a whole.</param>
/// <param name="Value">As it stands in the file, or as the service told it.</param>
/// <param name="Code">Of docs/import.md when refused here, of docs/api-errors.md when refused by the service.</param>
/// <param name="Message">For people, in English.</param>
internal readonly record struct Refusal(long Row, string Field, string Value, string Code, string Message);
