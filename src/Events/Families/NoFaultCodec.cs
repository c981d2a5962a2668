using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>No-fault arrears, claimed and decided: message and record.</summary>
internal static class NoFaultCodec
{
    public static V1.NoFaultClaimed MessageOf(NoFaultClaimed happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Creditor = happened.Creditor.Value,
        Cause = (V1.NoFaultCause)happened.Cause,
        CauseDay = CivilDay.Of(happened.CauseOn),
        Period = Spans.Of(happened.Period),
        Evidence = texts.Seal(happened.Evidence, V1.NoFaultClaimed.EvidenceFieldNumber),
        Proposer = happened.Proposer.Value,
    };

    public static NoFaultClaimed NoFaultClaimed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var cause = NoFaultCause.Unspecified;
        var causeOn = CivilDay.Epoch;
        DateSpan period = default;
        PersonalText? evidence = null;
        var proposer = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.NoFaultClaimed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.NoFaultClaimed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.NoFaultClaimed.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.NoFaultClaimed.CauseFieldNumber:
                    cause = (NoFaultCause)reader.Int32();
                    break;
                case V1.NoFaultClaimed.CauseDayFieldNumber:
                    causeOn = reader.Day();
                    break;
                case V1.NoFaultClaimed.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                case V1.NoFaultClaimed.EvidenceFieldNumber:
                    evidence = texts.Open(ref reader);
                    break;
                case V1.NoFaultClaimed.ProposerFieldNumber:
                    proposer = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new NoFaultClaimed(id, date, creditor, cause, causeOn, period, evidence, proposer);
    }

    public static V1.NoFaultDecided MessageOf(NoFaultDecided happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Claim = Uuid.Of(happened.Claim),
        Suspension = Uuid.Of(happened.Suspension),
        ReasonCode = happened.ReasonCode,
        Approver = happened.Approver.Value,
    };

    public static NoFaultDecided NoFaultDecided(FieldReader reader)
    {
        var read = DecidedFields.Read(reader);
        return new NoFaultDecided(read.Id, read.Date, read.Asked, read.Suspension, read.ReasonCode, read.Approver);
    }
}
