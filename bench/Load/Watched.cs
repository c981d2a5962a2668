namespace BudgetCoaching.Load.Bench;

/// <summary>A process on this machine whose memory and processor time are told.</summary>
internal sealed record Watched(string Name, int Process);
