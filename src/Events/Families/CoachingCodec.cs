using System.Collections.Immutable;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Contacts, evaluations and hosting: message and record.</summary>
internal static class CoachingCodec
{
    public static V1.ContactRecorded MessageOf(ContactRecorded happened, in TextSealer texts)
    {
        var message = new V1.ContactRecorded
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            Way = (V1.ContactWay)happened.Way,
            Note = texts.Seal(happened.Note, V1.ContactRecorded.NoteFieldNumber),
        };
        if (happened.Staff is { } staff)
        {
            message.Staff = staff.Value;
        }

        return message;
    }

    public static ContactRecorded ContactRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var way = ContactWay.Unspecified;
        StaffId? staff = null;
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ContactRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ContactRecorded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ContactRecorded.WayFieldNumber:
                    way = (ContactWay)reader.Int32();
                    break;
                case V1.ContactRecorded.StaffFieldNumber:
                    staff = new StaffId(reader.Word());
                    break;
                case V1.ContactRecorded.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ContactRecorded(id, date, way, staff, note);
    }

    public static V1.ResourcesLacked MessageOf(ResourcesLacked happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Note = texts.Seal(happened.Note, V1.ResourcesLacked.NoteFieldNumber),
    };

    public static ResourcesLacked ResourcesLacked(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ResourcesLacked.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ResourcesLacked.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ResourcesLacked.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ResourcesLacked(id, date, note);
    }

    public static V1.EvaluationRecorded MessageOf(EvaluationRecorded happened, in TextSealer texts)
    {
        var message = new V1.EvaluationRecorded
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            Phase = (V1.EvaluationPhase)happened.Phase,
            WellBeing = happened.WellBeing is { } answers ? MessageOf(answers) : null,
            Note = texts.Seal(happened.Note, V1.EvaluationRecorded.NoteFieldNumber),
        };
        foreach (var rating in happened.Matrix)
        {
            message.Matrix.Add(new V1.DomainRating { Domain = (V1.MatrixDomain)rating.Domain, Level = rating.Level });
        }

        return message;
    }

    public static EvaluationRecorded EvaluationRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var phase = EvaluationPhase.Unspecified;
        WellBeingAnswers? wellBeing = null;
        var matrix = ImmutableArray.CreateBuilder<DomainRating>();
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.EvaluationRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.EvaluationRecorded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.EvaluationRecorded.PhaseFieldNumber:
                    phase = (EvaluationPhase)reader.Int32();
                    break;
                case V1.EvaluationRecorded.WellBeingFieldNumber:
                    wellBeing = AnswersOf(reader.Message());
                    break;
                case V1.EvaluationRecorded.MatrixFieldNumber:
                    matrix.Add(RatingOf(reader.Message()));
                    break;
                case V1.EvaluationRecorded.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EvaluationRecorded(id, date, phase, wellBeing, new ValueList<DomainRating>(matrix.DrainToImmutable()), note);
    }

    public static V1.HostingAgreed MessageOf(HostingAgreed happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Period = Spans.Of(happened.Period),
        Place = texts.Seal(happened.Place, V1.HostingAgreed.PlaceFieldNumber),
        Renews = Uuid.Of(happened.Renews),
    };

    public static HostingAgreed HostingAgreed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        DateSpan period = default;
        PersonalText? place = null;
        FactId? renews = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HostingAgreed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.HostingAgreed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HostingAgreed.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                case V1.HostingAgreed.PlaceFieldNumber:
                    place = texts.Open(ref reader);
                    break;
                case V1.HostingAgreed.RenewsFieldNumber:
                    renews = reader.Fact();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HostingAgreed(id, date, period, place) { Renews = renews };
    }

    public static V1.ExitPlanAgreed MessageOf(ExitPlanAgreed happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Hosting = Uuid.Of(happened.Hosting),
        What = texts.Seal(happened.What, V1.ExitPlanAgreed.WhatFieldNumber),
    };

    public static ExitPlanAgreed ExitPlanAgreed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId hosting = default;
        PersonalText? what = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ExitPlanAgreed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ExitPlanAgreed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ExitPlanAgreed.HostingFieldNumber:
                    hosting = reader.Fact();
                    break;
                case V1.ExitPlanAgreed.WhatFieldNumber:
                    what = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ExitPlanAgreed(id, date, hosting, what);
    }

    private static V1.WellBeingAnswers MessageOf(WellBeingAnswers answers)
    {
        var message = new V1.WellBeingAnswers
        {
            Version = (V1.WellBeingVersion)answers.Version,
            Mode = (V1.InterviewMode)answers.Mode,
            Age = (V1.AdultAge)answers.Age,
            Respondent = Uuid.Of(answers.Respondent),
        };
        message.Choices.AddRange(answers.Choices);
        return message;
    }

    private static WellBeingAnswers AnswersOf(FieldReader reader)
    {
        var version = WellBeingVersion.Unspecified;
        var mode = InterviewMode.Unspecified;
        var age = AdultAge.Unspecified;
        var choices = ImmutableArray.CreateBuilder<int>();
        MemberId? respondent = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.WellBeingAnswers.VersionFieldNumber:
                    version = (WellBeingVersion)reader.Int32();
                    break;
                case V1.WellBeingAnswers.ModeFieldNumber:
                    mode = (InterviewMode)reader.Int32();
                    break;
                case V1.WellBeingAnswers.AgeFieldNumber:
                    age = (AdultAge)reader.Int32();
                    break;
                case V1.WellBeingAnswers.ChoicesFieldNumber:
                    reader.AddInt32s(choices);
                    break;
                case V1.WellBeingAnswers.RespondentFieldNumber:
                    respondent = new MemberId(reader.Uuid());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new WellBeingAnswers(version, mode, age, new ValueList<int>(choices.DrainToImmutable()), respondent);
    }

    private static DomainRating RatingOf(FieldReader reader)
    {
        var domain = MatrixDomain.Unspecified;
        var level = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.DomainRating.DomainFieldNumber:
                    domain = (MatrixDomain)reader.Int32();
                    break;
                case V1.DomainRating.LevelFieldNumber:
                    level = reader.Int32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new DomainRating(domain, level);
    }
}
