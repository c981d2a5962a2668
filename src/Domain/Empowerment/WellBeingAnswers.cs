namespace BudgetCoaching.Domain.Empowerment;

/// <summary>Raw answers to the scale of financial well-being, kept so that the score can be computed again (E4).</summary>
/// <param name="Version">Scores of different versions are never compared (R56).</param>
/// <param name="Choices">
/// The option chosen for each item in order, from 1, the first printed, to 5; 0 for an item that was not answered.
/// </param>
/// <param name="Respondent">Who answered; null when that was not noted.</param>
public sealed record WellBeingAnswers(
    WellBeingVersion Version, InterviewMode Mode, AdultAge Age, ValueList<int> Choices, MemberId? Respondent);

public enum WellBeingVersion
{
    Unspecified = 0,

    /// <summary>The ten items of the CFPB Financial Well-Being Scale.</summary>
    CfpbTenItems = 1,
}

public enum InterviewMode
{
    Unspecified = 0,
    SelfAdministered = 1,
    ReadBySomeoneElse = 2,
}

/// <summary>The two age groups of the published table.</summary>
public enum AdultAge
{
    Unspecified = 0,
    From18To61 = 1,
    From62 = 2,
}
