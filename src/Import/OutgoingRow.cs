using BudgetCoaching.V1;

namespace BudgetCoaching.Import;

/// <summary>What becomes of a line of the file: a write that is sent, or the reasons why nothing of it is.</summary>
/// <param name="Source">What the file says, to tell a refusal of the service by.</param>
/// <param name="Write">Null: nothing is sent.</param>
/// <param name="Refusals">Empty where there is a write.</param>
internal sealed record OutgoingRow(FileRow Source, ImportFactsRequest? Write, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Line of the file, from 1.</summary>
    public long Line => Source.Number;

    /// <summary>An enrolment that is asked for in case it is missing: another one of the household will do.</summary>
    public bool MayExist { get; init; }
}
