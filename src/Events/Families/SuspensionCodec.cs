using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Suspensions, proposed and decided: message and record.</summary>
internal static class SuspensionCodec
{
    public static V1.SuspensionProposed MessageOf(SuspensionProposed happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Creditor = happened.Creditor.Value,
        Period = Spans.Of(happened.Period),
        ReasonCode = happened.ReasonCode,
        Evidence = texts.Seal(happened.Evidence, V1.SuspensionProposed.EvidenceFieldNumber),
        Proposer = happened.Proposer.Value,
    };

    public static SuspensionProposed SuspensionProposed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var creditor = new CreditorId("");
        DateSpan period = default;
        var reasonCode = "";
        PersonalText? evidence = null;
        var proposer = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.SuspensionProposed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.SuspensionProposed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.SuspensionProposed.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.SuspensionProposed.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                case V1.SuspensionProposed.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case V1.SuspensionProposed.EvidenceFieldNumber:
                    evidence = texts.Open(ref reader);
                    break;
                case V1.SuspensionProposed.ProposerFieldNumber:
                    proposer = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new SuspensionProposed(id, date, creditor, period, reasonCode, evidence, proposer);
    }

    public static V1.SuspensionDecided MessageOf(SuspensionDecided happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Proposal = Uuid.Of(happened.Proposal),
        Suspension = Uuid.Of(happened.Suspension),
        ReasonCode = happened.ReasonCode,
        Approver = happened.Approver.Value,
    };

    public static SuspensionDecided SuspensionDecided(FieldReader reader)
    {
        var read = DecidedFields.Read(reader);
        return new SuspensionDecided(read.Id, read.Date, read.Asked, read.Suspension, read.ReasonCode, read.Approver);
    }
}
