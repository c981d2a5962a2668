using System.Globalization;
using System.Text;
using CsvHelper;

namespace BudgetCoaching.Import;

/// <summary>
/// Reads a file row by row, holding one beside the one read ahead; a row is a line. One that cannot be taken apart comes with a refusal,
/// and the rows around it are read all the same: no quote reaches beyond its line.
/// </summary>
internal sealed class FileRows : IDisposable
{
    /// <summary>Bytes of a row; about what the service takes.</summary>
    public const int RowBytesMax = 65_536;

    private readonly ForwardText file;
    private readonly FileFormat format;
    private readonly CsvReader reader;
    private readonly string[] header;
    private long malformedLine;
    private Cells? ahead;

    private FileRows(ForwardText file, FileFormat format)
    {
        (this.file, this.format) = (file, format);
        if (file.Head() is [] or [0xEF, 0xBB, 0xBF])
        {
            throw new InvalidDataException("the file is empty");
        }

        file.SkipLines(format.LinesBefore);
        reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                Separator = format.Separator ?? DelimiterOf(file.Head()),
                Encoding = format.Encoding,
                HasHeader = format.HasHeader,
                AllowLineBreaksInQuotes = false,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = RowBytesMax,
                OnMalformedRecord = record => malformedLine = record.LineNumber,
            });
        ahead = Next();
        header = format.HasHeader ? [.. reader.Headers] : NumbersTo(ahead?.Values.Length ?? 0);
        if (ahead is null && Failure is { } failure)
        {
            throw new InvalidDataException(failure);
        }

        if (format.WrongHeader(header) is { } wrong)
        {
            throw new InvalidDataException(wrong);
        }
    }

    /// <summary>Why reading ended before the end of the file; null while it did not.</summary>
    public string? Failure { get; private set; }

    /// <param name="source">Disposed of with the rows.</param>
    /// <param name="format">How it is laid out, and which columns there must be.</param>
    /// <exception cref="InvalidDataException">The header is another one, or the file is no text.</exception>
    public static FileRows Open(Stream source, FileFormat format)
    {
        var text = new ForwardText(source);
        if (text.Head() is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] || text.Head().Contains((byte)0))
        {
            throw new InvalidDataException($"the file is not text in {format.Encoding.WebName}");
        }

        return new FileRows(text, format);
    }

    public IEnumerable<FileRow> Read()
    {
        while (ahead is { } current)
        {
            ahead = Next();
            yield return RowOf(current, isLast: ahead is null && Failure is null);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        file.Dispose();
    }

    private Cells? Next()
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

    private Cells Current()
    {
        var values = new string[reader.FieldCount];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.GetString(i);
        }

        return new Cells(reader.LineNumber + format.LinesBefore, values, malformedLine == reader.LineNumber);
    }

    /// <summary>A last row without a line end may have been cut anywhere, even in an amount.</summary>
    private FileRow RowOf(Cells cells, bool isLast)
    {
        var row = new FileRow(cells.Line, header, cells.Values) { Currency = format.Currency };
        if (isLast && !file.EndsWithItsLine)
        {
            row.Refuse("", "", LocalCodes.RowCut, "has no line end: whether it is whole cannot be known");
        }
        else if (cells.Malformed)
        {
            row.Refuse("", "", LocalCodes.QuotesWrong, "has a quote that is not closed or stands in the wrong place");
        }
        else if (cells.Values.Length != header.Length)
        {
            row.Refuse(
                "",
                cells.Values.Length.ToString(CultureInfo.InvariantCulture),
                LocalCodes.ColumnsWrong,
                string.Create(CultureInfo.InvariantCulture, $"must have as many values as the header, {header.Length}"));
        }

        return row;
    }

    private static char DelimiterOf(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        if (end < 0 && head.Length == ForwardText.HeadMax)
        {
            throw new InvalidDataException($"the header has more than {ForwardText.HeadMax} bytes");
        }

        var line = end < 0 ? head : head[..end];
        return line.Count((byte)';') > line.Count((byte)',') ? ';' : ',';
    }

    private static string[] NumbersTo(int columns) =>
        [.. Enumerable.Range(1, columns).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private readonly record struct Cells(long Line, string[] Values, bool Malformed);
}
