using System.Text;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Tests;

public class A_file_is_read_row_by_row
{
    private const string Good = "H-1,P-1,aler,2025-02-20,150.00\n";

    [Theory]
    [InlineData("household,id,creditor,value_date,amount\nH-1,P-1,aler,2025-02-20,150.05\n")]
    [InlineData("household;id;creditor;value_date;amount\r\nH-1;P-1;aler;2025-02-20;150.05\r\n")]
    [InlineData("\uFEFFamount,value_date,creditor,id,household\n150.05,2025-02-20,\"aler\",P-1,H-1\n")]
    public void Comma_semicolon_order_quotes_and_line_ends_change_nothing(string text)
    {
        var write = RowWrites.Read(FileKind.Payments, "test", Files.Rows(text).Single())!;

        write.RecordPayment.Household.Should().Be("households/external:H-1");
        write.RecordPayment.PaymentId.Should().Be("external:P-1");
        write.RecordPayment.Payment.Should().Be(new Payment
        {
            Creditor = "aler",
            ValueDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 20 },
            Amount = new Google.Type.Money { CurrencyCode = "EUR", Units = 150, Nanos = 50_000_000 },
        });
    }

    [Theory]
    [InlineData("H-2,P-2,al", LocalCodes.RowCut)]
    [InlineData("H-2,P-2,aler,2025-02-20,15", LocalCodes.RowCut)]
    [InlineData("H-2,P-2,\"al", LocalCodes.RowCut)]
    [InlineData("H-2,P-è,aler,2025-02-20,15", LocalCodes.RowCut)]
    [InlineData("H-2,P-2,aler\n", LocalCodes.ColumnsWrong)]
    [InlineData("H-2,P-2,\"aler,2025-02-20,15\n", LocalCodes.QuotesWrong)]
    public void A_row_that_is_not_whole_is_refused_and_nothing_before_it_is_lost(string broken, string code)
    {
        var rows = Files.Rows(Files.Payments + Good + "\n" + broken);

        rows.Select(r => (r.Number, Codes(r))).Should().Equal((2, ""), (4, code));
    }

    [Fact]
    public void A_quote_that_is_not_closed_ends_with_its_line()
    {
        var rows = Files.Rows(Files.Payments + "H-1,\"P-1,aler,2025-02-20,1\n" + Good);

        rows.Select(r => (r.Number, Codes(r))).Should().Equal((2, LocalCodes.QuotesWrong), (3, ""));
    }

    [Fact]
    public void Standard_input_is_read_as_it_comes()
    {
        using var pipe = new DribblingStream(Encoding.UTF8.GetBytes(Files.Payments + Good + "H-2,P-è,al"));
        using var rows = FileRows.Open(pipe, FileFormat.Of(FileKind.Payments));

        rows.Read().Select(r => (r.Number, Codes(r))).Should().Equal((2, ""), (3, LocalCodes.RowCut));
    }

    [Fact]
    public void A_text_in_another_encoding_refuses_its_row_alone()
    {
        var rows = Files.Rows(Encoding.Latin1.GetBytes(Files.Payments + "H-à,P-1,aler,2025-02-20,1\n" + Good));

        rows.Select(r => RowWrites.Read(FileKind.Payments, "test", r) is null).Should().Equal(true, false);
        rows[0].Refusals.Select(r => (r.Field, r.Code)).Should().Equal(("household", LocalCodes.TextUnreadable));
    }

    [Theory]
    [InlineData("household,id,creditor,value_date\n", "the header has no column amount")]
    [InlineData("household,id,creditor,value_date,amount,id\n", "the header names a column twice")]
    [InlineData("household,id,creditor,value_date,amount,payr\n", "the header has an unknown column 'payr'; known are *")]
    [InlineData(
        "household,id,creditor,value,amonut\n",
        "the header has no column value_date; the header has no column amount; the header has an unknown column 'value'; "
        + "the header has an unknown column 'amonut'; known are household, id, *")]
    [InlineData("", "the file is empty")]
    [InlineData("\uFEFF", "the file is empty")]
    public void A_header_of_another_kind_is_not_read(string text, string message)
    {
        var open = () => Files.Rows(text);

        open.Should().Throw<InvalidDataException>().WithMessage(message);
    }

    private static string Codes(FileRow row) => string.Join(' ', row.Refusals.Select(r => r.Code));

    /// <summary>Gives one byte at a time and cannot be searched, as a pipe may.</summary>
    private sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
