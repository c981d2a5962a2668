using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Hostings, proposed, decided and ended: message and record.</summary>
internal static class HostingCodec
{
    public static V1.HostingProposed MessageOf(HostingProposed happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Period = Spans.Of(happened.Period),
        Target = (V1.HostingTarget)happened.Target,
        Flat = texts.Seal(happened.Flat, V1.HostingProposed.FlatFieldNumber),
        Renews = Uuid.Of(happened.Renews),
        ReasonCode = happened.ReasonCode,
        Evidence = texts.Seal(happened.Evidence, V1.HostingProposed.EvidenceFieldNumber),
        Proposer = happened.Proposer.Value,
    };

    public static HostingProposed HostingProposed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        DateSpan period = default;
        var target = HostingTarget.Unspecified;
        PersonalText? flat = null;
        FactId? renews = null;
        var reasonCode = "";
        PersonalText? evidence = null;
        var proposer = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HostingProposed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.HostingProposed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HostingProposed.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                case V1.HostingProposed.TargetFieldNumber:
                    target = (HostingTarget)reader.Int32();
                    break;
                case V1.HostingProposed.FlatFieldNumber:
                    flat = texts.Open(ref reader);
                    break;
                case V1.HostingProposed.RenewsFieldNumber:
                    renews = reader.Fact();
                    break;
                case V1.HostingProposed.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case V1.HostingProposed.EvidenceFieldNumber:
                    evidence = texts.Open(ref reader);
                    break;
                case V1.HostingProposed.ProposerFieldNumber:
                    proposer = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HostingProposed(id, date, period, target, flat, renews, reasonCode, evidence, proposer);
    }

    public static V1.HostingDecided MessageOf(HostingDecided happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Proposal = Uuid.Of(happened.Proposal),
        Approved = happened.IsApproved,
        Hosting = Uuid.Of(happened.Hosting),
        Persons = happened.Persons,
        ReasonCode = happened.ReasonCode,
        Approver = happened.Approver.Value,
    };

    public static HostingDecided HostingDecided(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId proposal = default;
        var isApproved = false;
        FactId? hosting = null;
        var persons = 0;
        var reasonCode = "";
        var approver = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HostingDecided.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.HostingDecided.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HostingDecided.ProposalFieldNumber:
                    proposal = reader.Fact();
                    break;
                case V1.HostingDecided.ApprovedFieldNumber:
                    isApproved = reader.Flag();
                    break;
                case V1.HostingDecided.HostingFieldNumber:
                    hosting = reader.Fact();
                    break;
                case V1.HostingDecided.PersonsFieldNumber:
                    persons = reader.Int32();
                    break;
                case V1.HostingDecided.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case V1.HostingDecided.ApproverFieldNumber:
                    approver = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HostingDecided(id, date, proposal, isApproved, hosting, persons, reasonCode, approver);
    }

    public static V1.HostingEnded MessageOf(HostingEnded happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Hosting = Uuid.Of(happened.Hosting),
        Exit = (V1.HostingExit)happened.Exit,
    };

    public static HostingEnded HostingEnded(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId hosting = default;
        var exit = HostingExit.Unspecified;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.HostingEnded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.HostingEnded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.HostingEnded.HostingFieldNumber:
                    hosting = reader.Fact();
                    break;
                case V1.HostingEnded.ExitFieldNumber:
                    exit = (HostingExit)reader.Int32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new HostingEnded(id, date, hosting, exit);
    }
}
