using BudgetCoaching.Domain.Empowerment;

namespace BudgetCoaching.Domain.Tests;

/// <summary>E4: the ten items of the CFPB scale as published.</summary>
public sealed class WellBeingScoreTests
{
    /// <summary>Options whose item values are those of case W1: 4, 3, 2, 1, 4, 3, 2, 3, 0, 1.</summary>
    private static readonly ValueList<int> W1 = [1, 2, 3, 4, 5, 4, 3, 2, 1, 2];

    [Theory]
    [InlineData(AdultAge.From62, InterviewMode.SelfAdministered, 57)]
    [InlineData(AdultAge.From18To61, InterviewMode.SelfAdministered, 54)]
    [InlineData(AdultAge.From18To61, InterviewMode.ReadBySomeoneElse, 55)]
    [InlineData(AdultAge.From62, InterviewMode.ReadBySomeoneElse, 54)]
    public void Case_W1_has_raw_23_and_its_score_by_age_and_mode(AdultAge age, InterviewMode mode, int points)
    {
        var answers = Answers(W1) with { Age = age, Mode = mode };

        WellBeingScore.Of(answers).Should().Be(new WellBeingScore(answers, Raw: 23, points));
    }

    [Fact]
    public void An_item_without_answer_leaves_no_score()
    {
        WellBeingScore.Of(Answers([1, 2, 3, 4, 5, 4, 3, 2, 1, 0])).Should().BeNull();
        WellBeingScore.Of(Answers([1, 2, 3, 4, 5, 4, 3, 2, 1, 6])).Should().BeNull();
        WellBeingScore.Of(Answers([1, 2, 3, 4, 5, 4, 3, 2, 1])).Should().BeNull();
        WellBeingScore.Of(answers: null).Should().BeNull();
        WellBeingScore.Of(Answers(W1) with { Age = AdultAge.Unspecified }).Should().BeNull();
    }

    [Fact]
    public void The_first_options_of_items_3_5_6_7_9_and_10_speak_against_well_being()
    {
        WellBeingScore.Of(Answers([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]))!.Raw.Should().Be(16);
        WellBeingScore.Of(Answers([1, 1, 5, 1, 5, 5, 5, 1, 5, 5]))!.Raw.Should().Be(40);
        WellBeingScore.Of(Answers([5, 5, 1, 5, 1, 1, 1, 5, 1, 1]))!.Raw.Should().Be(0);
    }

    [Theory]
    [InlineData(AdultAge.From18To61, InterviewMode.SelfAdministered, 14, 86, 2_049)]
    [InlineData(AdultAge.From62, InterviewMode.SelfAdministered, 14, 95, 2_194)]
    [InlineData(AdultAge.From18To61, InterviewMode.ReadBySomeoneElse, 16, 91, 2_133)]
    [InlineData(AdultAge.From62, InterviewMode.ReadBySomeoneElse, 18, 87, 2_085)]
    public void Each_column_of_the_table_rises_from_its_first_to_its_last_score(
        AdultAge age, InterviewMode mode, int first, int last, int sum)
    {
        var column = Enumerable.Range(0, WellBeingScore.RawMax + 1).Select(raw => WellBeingScore.PointsOf(raw, age, mode)!.Value).ToList();

        (column[0], column[^1], column.Sum()).Should().Be((first, last, sum));
        column.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        WellBeingScore.PointsOf(-1, age, mode).Should().BeNull();
        WellBeingScore.PointsOf(41, age, mode).Should().BeNull();
    }

    private static WellBeingAnswers Answers(ValueList<int> choices)
        => new(WellBeingVersion.CfpbTenItems, InterviewMode.SelfAdministered, AdultAge.From18To61, choices, Respondent: null);
}
