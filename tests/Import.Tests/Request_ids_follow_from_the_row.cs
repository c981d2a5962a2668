namespace BudgetCoaching.Import.Tests;

public class Request_ids_follow_from_the_row
{
    private const string Row = "H-1,P-1,aler,2025-02-20,150.00\n";

    [Fact]
    public void The_same_row_bears_the_same_id_wherever_it_stands() =>
        Id("\n\n" + Row).Should().Be(Id(Row));

    [Theory]
    [InlineData("H-2,P-1,aler,2025-02-20,150.00\n", "test")]
    [InlineData("H-1,P-2,aler,2025-02-20,150.00\n", "test")]
    [InlineData("H-1,P-1,aler,2025-02-20,150.01\n", "test")]
    [InlineData(Row, "other")]
    public void Another_household_id_content_or_agency_makes_another(string row, string agency) =>
        Id(row, agency).Should().NotBe(Id(Row));

    [Fact]
    public void It_is_a_UUID_of_version_8() =>
        Id(Row).Should().MatchRegex("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");

    private static string Id(string row, string agency = "test") =>
        RowWrites.Read(FileKind.Payments, agency, Files.Rows(Files.Payments + row).Single())!.RecordPayment.RequestId;
}
