namespace BudgetCoaching.Domain.Empowerment;

/// <summary>
/// E4: the CFPB Financial Well-Being Scale, ten items, as published: item values, their sum, and the table by age group and by who read
/// the questions. The wording of the items must not be changed; an Italian one is a translation and said to be so.
/// </summary>
/// <param name="Raw">Sum of the item values, 0 to 40.</param>
/// <param name="Points">14 to 95.</param>
public sealed record WellBeingScore(WellBeingAnswers Answers, int Raw, int Points)
{
    public const int ItemsCount = 10;

    public const int ChoicesCount = 5;

    public const int RawMax = ItemsCount * (ChoicesCount - 1);

    /// <summary>Items, by place from 0, whose first option speaks against well-being: 3, 5, 6, 7, 9 and 10 in print.</summary>
    private static ReadOnlySpan<bool> Reversed => [false, false, true, false, true, true, true, false, true, true];

    /// <summary>Null when an item has no answer: the scale is scored as a whole or not at all.</summary>
    public static WellBeingScore? Of(WellBeingAnswers? answers)
        => answers is not null && RawOf(answers.Choices) is { } raw && PointsOf(raw, answers.Age, answers.Mode) is { } points
            ? new WellBeingScore(answers, raw, points)
            : null;

    /// <summary>The published score of a sum; null for a group or mode that the table does not have.</summary>
    public static int? PointsOf(int raw, AdultAge age, InterviewMode mode) => raw is < 0 or > RawMax ? null : (age, mode) switch
    {
        (AdultAge.From18To61, InterviewMode.SelfAdministered) => SelfFrom18[raw],
        (AdultAge.From62, InterviewMode.SelfAdministered) => SelfFrom62[raw],
        (AdultAge.From18To61, InterviewMode.ReadBySomeoneElse) => ReadFrom18[raw],
        (AdultAge.From62, InterviewMode.ReadBySomeoneElse) => ReadFrom62[raw],
        _ => null,
    };

    private static int? RawOf(ValueList<int> choices)
    {
        if (choices.Count != ItemsCount)
        {
            return null;
        }

        var raw = 0;
        for (var i = 0; i < ItemsCount; i++)
        {
            if (choices[i] is < 1 or > ChoicesCount)
            {
                return null;
            }

            raw += Reversed[i] ? choices[i] - 1 : ChoicesCount - choices[i];
        }

        return raw;
    }

    // Bureau of Consumer Financial Protection, scoring of the 10-item scale: cfpb/consumerfinance.gov, cfgov/wellbeing/forms.py.
    // Place in the row = raw sum.
    private static ReadOnlySpan<byte> SelfFrom18 =>
    [
        14, 19, 22, 25, 27, 29, 31, 32, 34, 35, 37, 38, 40, 41, 42, 44, 45, 46, 47, 49, 50,
        51, 52, 54, 55, 56, 58, 59, 60, 62, 63, 65, 66, 68, 69, 71, 73, 75, 78, 81, 86,
    ];

    private static ReadOnlySpan<byte> SelfFrom62 =>
    [
        14, 20, 24, 26, 29, 31, 33, 35, 36, 38, 39, 41, 42, 44, 45, 46, 48, 49, 50, 52, 53,
        54, 56, 57, 58, 60, 61, 63, 64, 66, 67, 69, 71, 73, 75, 77, 79, 82, 84, 88, 95,
    ];

    private static ReadOnlySpan<byte> ReadFrom18 =>
    [
        16, 21, 24, 27, 29, 31, 33, 34, 36, 38, 39, 40, 42, 43, 44, 45, 47, 48, 49, 50, 52,
        53, 54, 55, 57, 58, 59, 60, 62, 63, 65, 66, 68, 70, 71, 73, 76, 78, 81, 85, 91,
    ];

    private static ReadOnlySpan<byte> ReadFrom62 =>
    [
        18, 23, 26, 28, 30, 32, 33, 35, 36, 38, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 50,
        52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 64, 65, 67, 68, 70, 72, 75, 77, 81, 87,
    ];
}
