using System.Globalization;
using CsvHelper;

namespace BudgetCoaching.Import;

/// <summary>A list as CSV. What a spreadsheet would take for a formula is written as text; a number below zero is none.</summary>
internal sealed class CsvList : IDisposable
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    private readonly CsvWriter csv;

    private CsvList(CsvWriter csv) => this.csv = csv;

    /// <summary>Begins a file with its header.</summary>
    public static CsvList Create(string path, params ReadOnlySpan<string> header)
    {
        var list = new CsvList(CsvWriter.ToFile(path, Format));
        list.Write(header);
        return list;
    }

    /// <param name="target">Stays open, and gets no header: of an empty list nothing is written.</param>
    public static CsvList On(TextWriter target) => new(CsvWriter.Create(target, Format, leaveOpen: true));

    public void Write(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            if (decimal.TryParse(
                value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && value.StartsWith('-'))
            {
                csv.WriteField(number, "", CultureInfo.InvariantCulture);
            }
            else
            {
                csv.WriteField(value);
            }
        }

        csv.EndRecord();
    }

    public void Dispose() => csv.Dispose();
}
