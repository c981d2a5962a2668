using BudgetCoaching.Import.Banks;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Tests;

public class The_service_is_told_in_columns
{
    [Theory]
    [InlineData("charge.amount.capital", "amount", "12.00")]
    [InlineData("charge.amount", "amount", "12.00")]
    [InlineData("charge.creditor", "creditor", "aler")]
    [InlineData("creditor", "creditor", "aler")]
    [InlineData("household", "household", "H-1")]
    [InlineData("charge_id", "id", "C-1")]
    [InlineData("charge.period.end_date", "period_end", "2025-03-01")]
    [InlineData("request_id", "request_id", "told")]
    public void A_path_of_the_contract_becomes_a_column_with_what_stands_there(string path, string column, string value)
    {
        var row = Row();
        var told = new RefusedRow { Reason = "FIELD_INVALID" };
        told.MalformedFields.Add(new MalformedField { Field = path, Value = "told", Description = "must be better" });

        new ToldRefusal(FileKind.Charges, null).Read(row, told).Should().Equal(
            new Refusal(2, column, value, "FIELD_INVALID", "must be better"));
    }

    [Fact]
    public void Of_an_id_in_use_the_file_s_own_is_told_and_of_a_household_its_own()
    {
        var told = new ToldRefusal(FileKind.Charges, null);

        told.Read(Row(), new RefusedRow { Reason = "FACT_ID_REUSED", Field = "fact", Value = "u-1", Message = "u-1 is taken." })
            .Should().Equal(new Refusal(2, "id", "C-1", "FACT_ID_REUSED", "C-1 is taken."));
        told.Read(Row(), new RefusedRow { Reason = "HOUSEHOLD_NOT_ENROLLED", Message = "No." })
            .Should().Equal(new Refusal(2, "household", "H-1", "HOUSEHOLD_NOT_ENROLLED", "No."));
    }

    [Fact]
    public void Of_a_statement_the_bank_s_columns_are_told()
    {
        var options = new StatementOptions(ShippedProfiles.Find("estratto-conto").Profile!, "H-1", "IT60", Enrol: false);
        using var rows = FileRows.Open(
            new MemoryStream("Data;Causale;Descrizione;Entrate;Uscite;Saldo;Divisa\n27/02/2025;X;;;3,00;9,00;EUR\n"u8.ToArray()),
            options.Profile.Format);
        var row = rows.Read().Single();
        var told = new ToldRefusal(FileKind.Bank, options);

        told.Read(row, Invalid("expense.amount")).Should().Equal(new Refusal(2, "Uscite", "3,00", "FIELD_INVALID", "is wrong"));
        told.Read(row, Invalid("observed_balance.balance")).Should().Equal(new Refusal(2, "Saldo", "9,00", "FIELD_INVALID", "is wrong"));
        told.Read(row, Invalid("income.receipt_date")).Should().Equal(new Refusal(2, "Data", "27/02/2025", "FIELD_INVALID", "is wrong"));
        told.Read(row, new RefusedRow { Reason = "HOUSEHOLD_NOT_ENROLLED", Message = "No." })
            .Should().Equal(new Refusal(2, "household", "H-1", "HOUSEHOLD_NOT_ENROLLED", "No."));
    }

    private static RefusedRow Invalid(string field) => new() { Reason = "FIELD_INVALID", Field = field, Message = "is wrong" };

    private static FileRow Row() => Files.Rows(
        "household,id,creditor,kind,issue_date,due_date,amount,period_end\nH-1,C-1,aler,rent,2025-02-01,2025-02-05,12.00,2025-03-01\n",
        FileKind.Charges).Single();
}
