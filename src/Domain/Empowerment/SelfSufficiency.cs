namespace BudgetCoaching.Domain.Empowerment;

/// <summary>
/// E5: the self-sufficiency matrix, filled in together with the household; between two levels the lower one is taken. Housing is shown and
/// left out of the mean: in public housing its fourth level, safe and subsidised, is the highest that can be reached in place.
/// </summary>
/// <param name="Ratings">As recorded, by domain.</param>
public sealed record SelfSufficiency(ValueList<DomainRating> Ratings)
{
    public const int LevelMin = 1;

    public const int LevelMax = 5;

    /// <summary>Those in the mean.</summary>
    public IEnumerable<DomainRating> Counted => Ratings.Where(IsCounted);

    /// <summary>100 × (mean level − 1) ÷ 4; null where no domain counts.</summary>
    public Ratio? Points => PointsOf(Ratings);

    /// <summary>Null where no domain was rated.</summary>
    public static SelfSufficiency? Of(ValueList<DomainRating> ratings)
        => ratings.Count == 0 ? null : new SelfSufficiency(ratings.OrderBy(rating => rating.Domain).ToValueList());

    /// <summary>The points of the domains that both rated, so that a change is that of the family and not of the choice.</summary>
    public static (Ratio? Before, Ratio? After) Alike(SelfSufficiency before, SelfSufficiency after)
    {
        var first = before.Ratings.Select(rating => rating.Domain).ToHashSet();
        var second = after.Ratings.Select(rating => rating.Domain).ToHashSet();
        return (
            PointsOf(before.Ratings.Where(rating => second.Contains(rating.Domain))),
            PointsOf(after.Ratings.Where(rating => first.Contains(rating.Domain))));
    }

    private static bool IsCounted(DomainRating rating) => rating.Domain != MatrixDomain.Housing;

    private static Ratio? PointsOf(IEnumerable<DomainRating> ratings)
    {
        var count = 0;
        var above = 0;
        foreach (var rating in ratings.Where(IsCounted))
        {
            count++;
            above += rating.Level - LevelMin;
        }

        return count == 0 ? null : new Ratio(Scale.Max * above, (LevelMax - LevelMin) * count);
    }
}

/// <param name="Level">1 in crisis, 2 vulnerable, 3 safe, 4 building capacity, 5 empowered.</param>
public readonly record struct DomainRating(MatrixDomain Domain, int Level);

/// <summary>
/// The domains of the Arizona matrix with credit, its optional one, and without health care, mental health and substance abuse: levels are
/// stored in clear, and health is not (R10). Wire numbers: added, never changed.
/// </summary>
public enum MatrixDomain
{
    Unspecified = 0,
    Income = 1,
    Employment = 2,
    Housing = 3,
    Food = 4,
    Childcare = 5,
    ChildrensEducation = 6,
    AdultEducation = 7,
    Legal = 8,
    LifeSkills = 9,
    FamilyRelations = 10,
    Mobility = 11,
    CommunityInvolvement = 12,
    Safety = 13,
    Parenting = 14,
    Credit = 15,
}
