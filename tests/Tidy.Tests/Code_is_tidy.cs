using System.Text.RegularExpressions;

namespace BudgetCoaching.Tidy.Tests;

/// <summary>Style as a test, so that no review has to speak of it.</summary>
public partial class Code_is_tidy
{
    private const int LinesMax = 400;
    private const int ColumnsMax = 140;
    private const int MethodLinesMax = 90;

    [Fact]
    public void A_file_has_one_idea_and_at_most_400_lines() =>
        Repository.Sources.Where(f => f.Lines.Length > LinesMax).Select(f => $"{f.Path}: {f.Lines.Length}").Should().BeEmpty();

    [Fact]
    public void A_line_has_at_most_140_columns() =>
        Repository.Sources.SelectMany(f => f.Where(line => line.Length > ColumnsMax)).Should().BeEmpty();

    [Fact]
    public void A_method_stays_near_70_lines() =>
        Repository.Sources.SelectMany(LongMethods).Should().BeEmpty();

    [Fact]
    public void Names_say_what_a_type_is_not_that_it_helps() =>
        Repository.Sources.SelectMany(f => f.Where(line => VagueType().IsMatch(line))).Should().BeEmpty();

    [Fact]
    public void Nothing_is_left_for_later_and_nothing_is_silenced() =>
        Others().SelectMany(f => f.Where(line => Unfinished().IsMatch(line))).Should().BeEmpty();

    [Fact]
    public void Tests_do_not_sleep() =>
        Others().Where(f => f.IsUnder("tests")).SelectMany(f => f.Where(line => Sleep().IsMatch(line))).Should().BeEmpty();

    [Fact]
    public void Only_Program_names_a_clock() =>
        Others().Where(f => f.IsUnder("src") && f.Path != "src/Api/Program.cs" && !f.IsUnder("src/Rpc"))
            .SelectMany(f => f.Where(line => Clock().IsMatch(line)))
            .Should().BeEmpty();

    [Fact]
    public void Floating_point_never_touches_the_domain() =>
        Others().Where(f => f.IsUnder("src/Domain") || f.IsUnder("src/Events") || f.IsUnder("src/Projections"))
            .SelectMany(f => f.Where(line => FloatingPoint().IsMatch(line)))
            .Should().BeEmpty();

    [Fact]
    public void Only_Api_reads_configuration_and_the_import_its_credential() =>
        Others().Where(f => f.IsUnder("src") && !f.IsUnder("src/Api") && f.Path != "src/Import/Service.cs")
            .SelectMany(f => f.Where(line => line.Contains("IConfiguration", StringComparison.Ordinal)
                || line.Contains("Environment.GetEnvironmentVariable", StringComparison.Ordinal)))
            .Should().BeEmpty();

    /// <summary>All but this file, which has to name what it looks for.</summary>
    private static IEnumerable<SourceFile> Others() => Repository.Sources.Where(f => !f.IsUnder("tests/Tidy.Tests"));

    /// <summary>A member's body is what stands between a brace at four columns and the next one: the format makes this exact.</summary>
    private static IEnumerable<string> LongMethods(SourceFile file)
    {
        int? opened = null;
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i] == "    {" && IsMethod(file.Lines, i))
            {
                opened = i;
            }
            else if (file.Lines[i] == "    }" && opened is { } start)
            {
                if (i - start > MethodLinesMax)
                {
                    yield return $"{file.Path}:{start}: {i - start} lines";
                }

                opened = null;
            }
        }
    }

    /// <summary>What opens at four columns is a member with parameters, or else a nested type.</summary>
    private static bool IsMethod(string[] lines, int brace)
    {
        var first = brace - 1;
        while (first > 0 && lines[first].StartsWith("     ", StringComparison.Ordinal))
        {
            first--;
        }

        return lines[brace - 1].Contains(')', StringComparison.Ordinal) && !NestedType().IsMatch(lines[first]);
    }

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) ")]
    private static partial Regex NestedType();

    /// <summary>The two services whose names the swap for the official packages prescribes are let through.</summary>
    [GeneratedRegex(@"(class|record|struct|interface|enum) +(?!HealthServiceImpl|Reflection)\w*(Manager|Helpers?|Utils?|Impl)\b")]
    private static partial Regex VagueType();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|#pragma warning disable|#region|Skip\s*=\s*""|catch\s*\{\s*\}")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"DateTime(Offset)?\.(UtcNow|Now|Today)|SystemClock\.Instance")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(float|double)\b(?!-)(?!.*(quotes?|spend|click))")]
    private static partial Regex FloatingPoint();
}
