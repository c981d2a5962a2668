using System.Text.RegularExpressions;

namespace BudgetCoaching.Tidy.Tests;

/// <summary>Each rule of the field that the code claims to hold is named by a test that would fail without it.</summary>
public partial class Rules_are_cited
{
    private static readonly int[] Held =
    [
        .. Enumerable.Range(1, 50), .. Enumerable.Range(55, 7),
    ];

    [Fact]
    public void Every_rule_that_is_held_has_a_test_that_cites_it()
    {
        var cited = Repository.Sources
            .Where(f => f.IsUnder("tests") && !f.IsUnder("tests/Tidy.Tests"))
            .SelectMany(f => f.Lines)
            .SelectMany(line => Rule().Matches(line))
            .Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))
            .ToHashSet();

        Held.Where(rule => !cited.Contains(rule)).Select(rule => "R" + rule).Should().BeEmpty();
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9])R(\d{1,2})(?![0-9])")]
    private static partial Regex Rule();
}
