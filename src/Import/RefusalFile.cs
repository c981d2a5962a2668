using CsvHelper;

namespace BudgetCoaching.Import;

/// <summary>
/// The refused rows as CSV: row, field, value, code, message. What a spreadsheet would take for a formula is written as text.
/// </summary>
internal sealed class RefusalFile : IDisposable
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    private readonly CsvWriter csv;

    private RefusalFile(CsvWriter csv) => this.csv = csv;

    public static RefusalFile Create(string path)
    {
        var file = new RefusalFile(CsvWriter.ToFile(path, Format));
        file.Write("row", "field", "value", "code", "message");
        return file;
    }

    /// <param name="target">Stays open, and gets no header: without refusals nothing is written.</param>
    public static RefusalFile On(TextWriter target) => new(CsvWriter.Create(target, Format, leaveOpen: true));

    public void Add(Refusal refusal) => Write($"{refusal.Row}", refusal.Field, refusal.Value, refusal.Code, refusal.Message);

    public void Dispose() => csv.Dispose();

    private void Write(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value);
        }

        csv.EndRecord();
    }
}
