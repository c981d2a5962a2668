namespace BudgetCoaching.Projections.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bc-projections-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
