namespace BudgetCoaching.Load.Bench;

/// <summary>One kind of call of the mix.</summary>
/// <param name="Name">The method.</param>
/// <param name="IsRead">A question; else a fact is recorded.</param>
/// <param name="Weight">How often it is made, beside the others that are questions, or facts, like it.</param>
/// <param name="MakeAsync">Makes it about a household, with what else it says drawn.</param>
internal sealed record CallKind(string Name, bool IsRead, int Weight, Func<Node, string, Draw, Task> MakeAsync);
