using System.Globalization;
using System.Text;
using CsvHelper;

namespace BudgetCoaching.Import;

/// <summary>
/// Reads a file row by row, holding one at a time; a row is a line. One that cannot be taken apart comes with a refusal, and the rows
/// around it are read all the same: no quote reaches beyond its line.
/// </summary>
internal sealed class FileRows : IDisposable
{
    /// <summary>Bytes of a row; about what the service takes.</summary>
    public const int RowBytesMax = 65_536;

    private const int HeaderBytesMax = 4_096;

    private readonly CsvReader reader;
    private readonly long length;
    private readonly string[] header;
    private long malformedLine;

    private FileRows(Stream file, FileKind kind)
    {
        length = file.Length;
        reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                Separator = DelimiterOf(file),
                Encoding = Encoding.UTF8,
                AllowLineBreaksInQuotes = false,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = RowBytesMax,
                OnMalformedRecord = record => malformedLine = record.LineNumber,
            });
        header = [.. reader.Headers];
        if (Columns.Of(kind).Wrong(header) is { } wrong)
        {
            throw new InvalidDataException(wrong);
        }
    }

    /// <summary>Why reading ended before the end of the file; null while it did not.</summary>
    public string? Failure { get; private set; }

    /// <param name="file">Can be searched; disposed of with the rows.</param>
    /// <param name="kind">Says which columns there are.</param>
    /// <exception cref="InvalidDataException">The header is not one of this kind, or the file is no text in UTF-8.</exception>
    public static FileRows Open(Stream file, FileKind kind)
    {
        try
        {
            return new FileRows(file, kind);
        }
        catch (CsvFormatException unreadable)
        {
            throw new InvalidDataException(unreadable.Message, unreadable);
        }
    }

    public IEnumerable<FileRow> Read()
    {
        while (Next() is { } row)
        {
            yield return row;
        }
    }

    public void Dispose() => reader.Dispose();

    private FileRow? Next()
    {
        try
        {
            return reader.Read() ? Current() : null;
        }
        catch (CsvFormatException malformed)
        {
            Failure = $"reading ended early: {malformed.Message}";
        }
        catch (IOException unreadable)
        {
            Failure = $"reading ended early: {unreadable.Message}";
        }

        return null;
    }

    private FileRow Current()
    {
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetString(i);
        }

        var row = new FileRow(reader.LineNumber, header, cells);
        if (reader.ByteOffset + reader.RawRecord.Length >= length)
        {
            row.Refuse("", "", LocalCodes.RowCut, "has no line end: whether it is whole cannot be known");
        }
        else if (malformedLine == reader.LineNumber)
        {
            row.Refuse("", "", LocalCodes.QuotesWrong, "has a quote that is not closed or stands in the wrong place");
        }
        else if (cells.Length != header.Length)
        {
            row.Refuse(
                "",
                cells.Length.ToString(CultureInfo.InvariantCulture),
                LocalCodes.ColumnsWrong,
                string.Create(CultureInfo.InvariantCulture, $"must have as many values as the header, {header.Length}"));
        }

        return row;
    }

    /// <summary>Of comma and semicolon the one that the header has more of. Leaves the file at its beginning.</summary>
    private static char DelimiterOf(Stream file)
    {
        var bytes = new byte[HeaderBytesMax];
        var first = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        file.Position = 0;
        if (first is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] || first.Contains((byte)0))
        {
            throw new InvalidDataException("the file is not text in UTF-8");
        }

        var end = first.IndexOf((byte)'\n');
        if (end < 0 && first.Length == HeaderBytesMax)
        {
            throw new InvalidDataException($"the header has more than {HeaderBytesMax} bytes");
        }

        var line = end < 0 ? first : first[..end];
        return line.Count((byte)';') > line.Count((byte)',') ? ';' : ',';
    }
}
