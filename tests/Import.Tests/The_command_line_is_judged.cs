namespace BudgetCoaching.Import.Tests;

public class The_command_line_is_judged
{
    private const string SlugWords = "--agency and --actor must be 1 to 64 of a-z 0-9 - _ . and begin with a letter or digit";

    [Theory]
    [InlineData("f --kind payments --agency città --actor maria", SlugWords)]
    [InlineData("f --kind payments --agency aler --actor Maria", SlugWords)]
    [InlineData("f --kind payments --agency aler --actor .maria", SlugWords)]
    [InlineData("f --kind payments --agency aler", "--agency and --actor must be given")]
    [InlineData("f --agency aler --actor maria --agency aler", "--agency must be given once, with a value")]
    [InlineData("f --agency aler --actor maria --errors", "--errors must be given once, with a value")]
    [InlineData("f --kind loans --agency aler --actor maria", "--kind must be households, charges, payments, income or expenses")]
    [InlineData("--kind payments --agency aler --actor maria", "no file is named")]
    [InlineData("f g --kind payments --agency aler --actor maria", "g is not understood")]
    [InlineData("f --kind payments --agency aler --actor maria --server here", "--server must be an address such as http://127.0.0.1:5081")]
    public void What_is_wrong_is_said(string line, string wrong) =>
        ImportOptions.Read(line.Split(' ')).Should().Be(((ImportOptions?)null, wrong));

    [Fact]
    public void A_dash_is_standard_input()
    {
        var (options, wrong) = ImportOptions.Read("- --kind charges --agency aler --actor maria --quiet".Split(' '));

        wrong.Should().BeNull();
        options.Should().Be(new ImportOptions("-", FileKind.Charges, "aler", "maria") { Quiet = true });
    }
}
