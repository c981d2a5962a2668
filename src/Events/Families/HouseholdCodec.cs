using System.Collections.Immutable;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>The household itself: message and record.</summary>
internal static class HouseholdCodec
{
    public static V1.HouseholdEnrolled MessageOf(HouseholdEnrolled happened, in TextSealer texts) => new()
    {
        Household = Uuid.Of(happened.Household.Value),
        Agency = happened.Agency.Value,
        EffectiveDay = CivilDay.Of(happened.Date),
        Label = texts.Seal(happened.Label, V1.HouseholdEnrolled.LabelFieldNumber),
    };

    public static HouseholdEnrolled HouseholdEnrolled(FieldReader reader, in TextOpener texts)
    {
        HouseholdId household = default;
        var agency = new AgencyId("");
        var date = CivilDay.Epoch;
        PersonalText? label = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HouseholdEnrolled.HouseholdFieldNumber:
                    household = new HouseholdId(reader.Uuid());
                    break;
                case V1.HouseholdEnrolled.AgencyFieldNumber:
                    agency = new AgencyId(reader.Word());
                    break;
                case V1.HouseholdEnrolled.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HouseholdEnrolled.LabelFieldNumber:
                    label = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HouseholdEnrolled(household, agency, date, label);
    }

    public static V1.CompositionRecorded MessageOf(CompositionRecorded happened, in TextSealer texts)
    {
        var message = new V1.CompositionRecorded
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            SensitiveTags = texts.Seal(happened.SensitiveTags, V1.CompositionRecorded.SensitiveTagsFieldNumber),
        };
        for (var i = 0; i < happened.Members.Count; i++)
        {
            message.Members.Add(MessageOf(happened.Members[i], texts.Within(V1.CompositionRecorded.MembersFieldNumber, i)));
        }

        message.Tags.AddRange(happened.Tags);
        return message;
    }

    public static CompositionRecorded CompositionRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var members = ImmutableArray.CreateBuilder<Member>();
        var tags = ImmutableArray.CreateBuilder<string>();
        PersonalText? sensitiveTags = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.CompositionRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.CompositionRecorded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.CompositionRecorded.MembersFieldNumber:
                    members.Add(MemberOf(reader.Message(), texts.Within(reader.Field, members.Count)));
                    break;
                case V1.CompositionRecorded.TagsFieldNumber:
                    tags.Add(reader.Word());
                    break;
                case V1.CompositionRecorded.SensitiveTagsFieldNumber:
                    sensitiveTags = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CompositionRecorded(
            id, date, new ValueList<Member>(members.DrainToImmutable()), new ValueList<string>(tags.DrainToImmutable()), sensitiveTags);
    }

    public static V1.ConsultantAssigned MessageOf(ConsultantAssigned happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Consultant = happened.Consultant.Value,
    };

    public static ConsultantAssigned ConsultantAssigned(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var consultant = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ConsultantAssigned.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ConsultantAssigned.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.ConsultantAssigned.ConsultantFieldNumber:
                    consultant = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ConsultantAssigned(id, date, consultant);
    }

    public static V1.HouseholdClosed MessageOf(HouseholdClosed happened) => new()
    {
        EffectiveDay = CivilDay.Of(happened.Date),
        ReasonCode = happened.ReasonCode,
    };

    public static HouseholdClosed HouseholdClosed(FieldReader reader)
    {
        var date = CivilDay.Epoch;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HouseholdClosed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HouseholdClosed.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HouseholdClosed(date, reasonCode);
    }

    public static V1.HouseholdReopened MessageOf(HouseholdReopened happened) => new()
    {
        EffectiveDay = CivilDay.Of(happened.Date),
        ReasonCode = happened.ReasonCode,
    };

    public static HouseholdReopened HouseholdReopened(FieldReader reader)
    {
        var date = CivilDay.Epoch;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HouseholdReopened.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HouseholdReopened.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HouseholdReopened(date, reasonCode);
    }

    private static V1.Member MessageOf(Member member, in TextSealer texts)
    {
        var message = new V1.Member
        {
            Id = Uuid.Of(member.Id.Value),
            FullName = texts.Seal(member.Name, V1.Member.FullNameFieldNumber),
            BirthDate = texts.Seal(member.BirthDate, V1.Member.BirthDateFieldNumber),
            AgeBand = (V1.AgeBand)member.AgeBand,
            SensitiveTags = texts.Seal(member.SensitiveTags, V1.Member.SensitiveTagsFieldNumber),
        };
        message.Tags.AddRange(member.Tags);
        return message;
    }

    private static Member MemberOf(FieldReader reader, in TextOpener texts)
    {
        MemberId id = default;
        PersonalText? name = null;
        PersonalText? birthDate = null;
        var ageBand = AgeBand.Unknown;
        var tags = ImmutableArray.CreateBuilder<string>();
        PersonalText? sensitiveTags = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.Member.IdFieldNumber:
                    id = new MemberId(reader.Uuid());
                    break;
                case V1.Member.FullNameFieldNumber:
                    name = texts.Open(ref reader);
                    break;
                case V1.Member.BirthDateFieldNumber:
                    birthDate = texts.Open(ref reader);
                    break;
                case V1.Member.AgeBandFieldNumber:
                    ageBand = (AgeBand)reader.Int32();
                    break;
                case V1.Member.TagsFieldNumber:
                    tags.Add(reader.Word());
                    break;
                case V1.Member.SensitiveTagsFieldNumber:
                    sensitiveTags = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Member(id, name, birthDate, ageBand, new ValueList<string>(tags.DrainToImmutable()), sensitiveTags);
    }
}
