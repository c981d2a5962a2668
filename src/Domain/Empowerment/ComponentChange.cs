using NodaTime;

namespace BudgetCoaching.Domain.Empowerment;

/// <summary>How a component changed from one evaluation to another (R56).</summary>
/// <param name="Points">Later minus earlier; null where either is missing, and between versions of the scale.</param>
/// <param name="Caveats">What a reader must know before believing the change.</param>
public sealed record ComponentChange(
    EmpowermentComponent Component, LocalDate From, LocalDate To, Ratio? Points, ValueList<ChangeCaveat> Caveats)
{
    public static ComponentChange Of(EmpowermentComponent component, EmpowermentFigures from, EmpowermentFigures to)
    {
        var (points, caveats) = component switch
        {
            EmpowermentComponent.WellBeing => WellBeing(from.WellBeing, to.WellBeing),
            EmpowermentComponent.SelfSufficiency => Matrix(from.SelfSufficiency, to.SelfSufficiency),
            _ => (Less(to.Points(component), from.Points(component)), []),
        };
        return new ComponentChange(component, from.Day, to.Day, points, caveats);
    }

    /// <summary>Null where either is missing.</summary>
    internal static Ratio? Less(Ratio? left, Ratio? right)
        => left is { } l && right is { } r
            ? new Ratio(l.Numerator * r.Denominator - r.Numerator * l.Denominator, l.Denominator * r.Denominator)
            : null;

    private static (Ratio? Points, ValueList<ChangeCaveat> Caveats) WellBeing(WellBeingScore? from, WellBeingScore? to)
    {
        if (from is null || to is null)
        {
            return (null, []);
        }

        if (from.Answers.Version != to.Answers.Version)
        {
            return (null, [ChangeCaveat.AnotherVersion]);
        }

        var caveats = new List<ChangeCaveat>();
        AddIf(caveats, ChangeCaveat.AnotherMode, from.Answers.Mode != to.Answers.Mode);
        AddIf(caveats, ChangeCaveat.AnotherAgeGroup, from.Answers.Age != to.Answers.Age);
        AddIf(caveats, ChangeCaveat.AnotherRespondent, from.Answers.Respondent != to.Answers.Respondent);
        return (new Ratio(to.Points - from.Points, 1), caveats.ToValueList());
    }

    private static (Ratio? Points, ValueList<ChangeCaveat> Caveats) Matrix(SelfSufficiency? from, SelfSufficiency? to)
    {
        if (from is null || to is null)
        {
            return (null, []);
        }

        var (before, after) = SelfSufficiency.Alike(from, to);
        var isOther = !from.Ratings.Select(rating => rating.Domain).SequenceEqual(to.Ratings.Select(rating => rating.Domain));
        return (Less(after, before), isOther ? [ChangeCaveat.OtherDomains] : []);
    }

    private static void AddIf(List<ChangeCaveat> caveats, ChangeCaveat caveat, bool holds)
    {
        if (holds)
        {
            caveats.Add(caveat);
        }
    }
}

public enum ChangeCaveat
{
    Unspecified = 0,

    /// <summary>Of the scale: the scores are not compared.</summary>
    AnotherVersion = 1,

    /// <summary>Read by someone else instead of by oneself, or the other way round: another column of the table.</summary>
    AnotherMode = 2,

    /// <summary>The 62nd birthday lies between: another column of the table.</summary>
    AnotherAgeGroup = 3,

    /// <summary>Another member answered.</summary>
    AnotherRespondent = 4,

    /// <summary>The matrix was filled in for other domains: only those rated both times are compared.</summary>
    OtherDomains = 5,
}
