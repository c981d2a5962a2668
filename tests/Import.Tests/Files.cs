using System.Text;

namespace BudgetCoaching.Import.Tests;

/// <summary>Files in memory, read to their end.</summary>
internal static class Files
{
    public const string Payments = "household,id,creditor,value_date,amount\n";

    public static List<FileRow> Rows(string text, FileKind kind = FileKind.Payments) => Rows(Encoding.UTF8.GetBytes(text), kind);

    public static List<FileRow> Rows(byte[] bytes, FileKind kind = FileKind.Payments)
    {
        using var rows = FileRows.Open(new MemoryStream(bytes), FileFormat.Of(kind));
        return [.. rows.Read()];
    }
}
