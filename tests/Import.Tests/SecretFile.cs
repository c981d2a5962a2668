namespace BudgetCoaching.Import.Tests;

/// <summary>A file with a credential, gone when it is disposed of.</summary>
internal sealed class SecretFile : IDisposable
{
    public SecretFile(string text) => Write(text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Write(string text) => File.WriteAllText(Path, text + "\n");

    public void Dispose() => File.Delete(Path);
}
