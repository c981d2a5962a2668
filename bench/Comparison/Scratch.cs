namespace BudgetCoaching.Bench;

/// <summary>A folder for one run of one case. On the disk that is measured: under the working directory, never a RAM disk.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(Environment.CurrentDirectory, "artifacts", "bench", Guid.NewGuid().ToString("N"))).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
