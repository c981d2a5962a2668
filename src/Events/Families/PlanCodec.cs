using System.Collections.Immutable;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Repayment plans and suspensions: message and record.</summary>
internal static class PlanCodec
{
    public static V1.RepaymentPlanAgreed MessageOf(RepaymentPlanAgreed happened, in TextSealer texts)
    {
        var message = new V1.RepaymentPlanAgreed
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.SignedOn),
            Creditor = happened.Creditor.Value,
            InterestCents = happened.Interest.Cents,
            CurrentBillFirst = happened.CurrentBillFirst,
            CourtOrdered = happened.CourtOrdered,
            AcceptedDay = CivilDay.Of(happened.AcceptedOn),
            ReviewDay = CivilDay.Of(happened.ReviewOn),
            Replaces = happened.Replaces is { } replaced ? MessageOf(replaced) : null,
            Note = texts.Seal(happened.Note, V1.RepaymentPlanAgreed.NoteFieldNumber),
            Judgement = happened.Judgement is { } judged ? PlanJudgementCodec.MessageOf(judged) : null,
        };
        foreach (var item in happened.Covered)
        {
            message.Covered.Add(MessageOf(item));
        }

        foreach (var item in happened.Instalments)
        {
            message.Instalments.Add(MessageOf(item));
        }

        return message;
    }

    public static RepaymentPlanAgreed RepaymentPlanAgreed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var signedOn = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var covered = ImmutableArray.CreateBuilder<CoveredCharge>();
        var interest = Money.Zero;
        var instalments = ImmutableArray.CreateBuilder<Instalment>();
        var currentBillFirst = false;
        var courtOrdered = false;
        var acceptedOn = CivilDay.Epoch;
        var reviewOn = CivilDay.Epoch;
        PlanReplacement? replaces = null;
        PersonalText? note = null;
        PlanJudgement? judgement = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.RepaymentPlanAgreed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.RepaymentPlanAgreed.EffectiveDayFieldNumber:
                    signedOn = reader.Day();
                    break;
                case V1.RepaymentPlanAgreed.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.RepaymentPlanAgreed.CoveredFieldNumber:
                    covered.Add(CoveredOf(reader.Message()));
                    break;
                case V1.RepaymentPlanAgreed.InterestCentsFieldNumber:
                    interest = reader.Money();
                    break;
                case V1.RepaymentPlanAgreed.InstalmentsFieldNumber:
                    instalments.Add(InstalmentOf(reader.Message()));
                    break;
                case V1.RepaymentPlanAgreed.CurrentBillFirstFieldNumber:
                    currentBillFirst = reader.Flag();
                    break;
                case V1.RepaymentPlanAgreed.CourtOrderedFieldNumber:
                    courtOrdered = reader.Flag();
                    break;
                case V1.RepaymentPlanAgreed.AcceptedDayFieldNumber:
                    acceptedOn = reader.Day();
                    break;
                case V1.RepaymentPlanAgreed.ReviewDayFieldNumber:
                    reviewOn = reader.Day();
                    break;
                case V1.RepaymentPlanAgreed.ReplacesFieldNumber:
                    replaces = ReplacementOf(reader.Message());
                    break;
                case V1.RepaymentPlanAgreed.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                case V1.RepaymentPlanAgreed.JudgementFieldNumber:
                    judgement = PlanJudgementCodec.Read(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new RepaymentPlanAgreed(
            id, signedOn, creditor, new ValueList<CoveredCharge>(covered.DrainToImmutable()), interest,
            new ValueList<Instalment>(instalments.DrainToImmutable()), currentBillFirst, courtOrdered, acceptedOn, reviewOn, replaces,
            note)
        {
            Judgement = judgement,
        };
    }

    public static V1.PlanLapsed MessageOf(PlanLapsed happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Plan = Uuid.Of(happened.Plan),
        ReasonCode = happened.ReasonCode,
        ResidualCents = happened.Residual.Cents,
    };

    public static PlanLapsed PlanLapsed(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId plan = default;
        var reasonCode = "";
        var residual = Money.Zero;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PlanLapsed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.PlanLapsed.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.PlanLapsed.PlanFieldNumber:
                    plan = reader.Fact();
                    break;
                case V1.PlanLapsed.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case V1.PlanLapsed.ResidualCentsFieldNumber:
                    residual = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PlanLapsed(id, date, plan, reasonCode, residual);
    }

    public static V1.SuspensionApproved MessageOf(SuspensionApproved happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Creditor = happened.Creditor.Value,
        Period = Spans.Of(happened.Period),
        ReasonCode = happened.ReasonCode,
        Evidence = texts.Seal(happened.Evidence, V1.SuspensionApproved.EvidenceFieldNumber),
        Proposer = happened.Proposer.Value,
        Approver = happened.Approver.Value,
    };

    public static SuspensionApproved SuspensionApproved(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var creditor = new CreditorId("");
        DateSpan period = default;
        var reasonCode = "";
        PersonalText? evidence = null;
        var proposer = new StaffId("");
        var approver = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.SuspensionApproved.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.SuspensionApproved.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.SuspensionApproved.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.SuspensionApproved.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                case V1.SuspensionApproved.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case V1.SuspensionApproved.EvidenceFieldNumber:
                    evidence = texts.Open(ref reader);
                    break;
                case V1.SuspensionApproved.ProposerFieldNumber:
                    proposer = new StaffId(reader.Word());
                    break;
                case V1.SuspensionApproved.ApproverFieldNumber:
                    approver = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new SuspensionApproved(id, date, creditor, period, reasonCode, evidence, proposer, approver);
    }

    public static V1.SuspensionEnded MessageOf(SuspensionEnded happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.ResumedOn),
        Suspension = Uuid.Of(happened.Suspension),
    };

    public static SuspensionEnded SuspensionEnded(FieldReader reader)
    {
        FactId id = default;
        var resumedOn = CivilDay.Epoch;
        FactId suspension = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.SuspensionEnded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.SuspensionEnded.EffectiveDayFieldNumber:
                    resumedOn = reader.Day();
                    break;
                case V1.SuspensionEnded.SuspensionFieldNumber:
                    suspension = reader.Fact();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new SuspensionEnded(id, resumedOn, suspension);
    }

    private static V1.CoveredCharge MessageOf(CoveredCharge covered) =>
        new() { Charge = Uuid.Of(covered.Charge), AmountCents = covered.Amount.Cents };

    private static V1.Instalment MessageOf(Instalment instalment) =>
        new() { Number = instalment.Number, DueDay = CivilDay.Of(instalment.DueDate), AmountCents = instalment.Amount.Cents };

    private static V1.PlanReplacement MessageOf(PlanReplacement replacement) =>
        new() { Plan = Uuid.Of(replacement.Plan), ReasonCode = replacement.ReasonCode };

    private static CoveredCharge CoveredOf(FieldReader reader)
    {
        FactId charge = default;
        var amount = Money.Zero;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.CoveredCharge.ChargeFieldNumber:
                    charge = reader.Fact();
                    break;
                case V1.CoveredCharge.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CoveredCharge(charge, amount);
    }

    private static Instalment InstalmentOf(FieldReader reader)
    {
        var number = 0;
        var dueDate = CivilDay.Epoch;
        var amount = Money.Zero;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.Instalment.NumberFieldNumber:
                    number = reader.Int32();
                    break;
                case V1.Instalment.DueDayFieldNumber:
                    dueDate = reader.Day();
                    break;
                case V1.Instalment.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new Instalment(number, dueDate, amount);
    }

    private static PlanReplacement ReplacementOf(FieldReader reader)
    {
        FactId plan = default;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PlanReplacement.PlanFieldNumber:
                    plan = reader.Fact();
                    break;
                case V1.PlanReplacement.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PlanReplacement(plan, reasonCode);
    }
}
