using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Promises and their judgement: message and record.</summary>
internal static class ComplianceCodec
{
    public static V1.CommitmentAgreed MessageOf(CommitmentAgreed happened, in TextSealer texts)
    {
        var message = new V1.CommitmentAgreed
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.AgreedOn),
            Kind = (V1.CommitmentKind)happened.Kind,
            Owner = Uuid.Of(happened.Owner),
            DueDay = CivilDay.Of(happened.DueDate),
            What = texts.Seal(happened.What, V1.CommitmentAgreed.WhatFieldNumber),
            EvidenceRule = texts.Seal(happened.EvidenceRule, V1.CommitmentAgreed.EvidenceRuleFieldNumber),
        };
        if (happened.Creditor is { } creditor)
        {
            message.Creditor = creditor.Value;
        }

        if (happened.Amount is { } amount)
        {
            message.AmountCents = amount.Cents;
        }

        return message;
    }

    public static CommitmentAgreed CommitmentAgreed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var agreedOn = CivilDay.Epoch;
        var kind = CommitmentKind.Unspecified;
        MemberId? owner = null;
        var dueDate = CivilDay.Epoch;
        CreditorId? creditor = null;
        Money? amount = null;
        PersonalText? what = null;
        PersonalText? evidenceRule = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.CommitmentAgreed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.CommitmentAgreed.EffectiveDayFieldNumber:
                    agreedOn = reader.Day();
                    break;
                case V1.CommitmentAgreed.KindFieldNumber:
                    kind = (CommitmentKind)reader.Int32();
                    break;
                case V1.CommitmentAgreed.OwnerFieldNumber:
                    owner = new MemberId(reader.Uuid());
                    break;
                case V1.CommitmentAgreed.DueDayFieldNumber:
                    dueDate = reader.Day();
                    break;
                case V1.CommitmentAgreed.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.CommitmentAgreed.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.CommitmentAgreed.WhatFieldNumber:
                    what = texts.Open(ref reader);
                    break;
                case V1.CommitmentAgreed.EvidenceRuleFieldNumber:
                    evidenceRule = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CommitmentAgreed(id, agreedOn, kind, owner, dueDate, creditor, amount, what, evidenceRule);
    }

    public static V1.CommitmentWithdrawn MessageOf(CommitmentWithdrawn happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Commitment = Uuid.Of(happened.Commitment),
        ReasonCode = happened.ReasonCode,
    };

    public static CommitmentWithdrawn CommitmentWithdrawn(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId commitment = default;
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.CommitmentWithdrawn.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.CommitmentWithdrawn.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.CommitmentWithdrawn.CommitmentFieldNumber:
                    commitment = reader.Fact();
                    break;
                case V1.CommitmentWithdrawn.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CommitmentWithdrawn(id, date, commitment, reasonCode);
    }

    public static V1.ComplianceAssessed MessageOf(ComplianceAssessed happened, in TextSealer texts)
    {
        var message = new V1.ComplianceAssessed
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.JudgedOn),
            Subject = Uuid.Of(happened.Subject),
            Outcome = (V1.ComplianceOutcome)happened.Outcome,
            DueCents = happened.Due.Cents,
            PaidInTimeCents = happened.PaidInTime.Cents,
            Suspension = Uuid.Of(happened.Suspension),
            Reassesses = Uuid.Of(happened.Reassesses),
            Cause = Uuid.Of(happened.Cause),
            Basis = MessageOf(happened.Basis),
            Evidence = texts.Seal(happened.Evidence, V1.ComplianceAssessed.EvidenceFieldNumber),
        };
        if (happened.Instalment is { } instalment)
        {
            message.Instalment = instalment;
        }

        if (happened.CuredOn is { } curedOn)
        {
            message.CuredDay = CivilDay.Of(curedOn);
        }

        return message;
    }

    public static ComplianceAssessed ComplianceAssessed(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var judgedOn = CivilDay.Epoch;
        FactId subject = default;
        int? instalment = null;
        var outcome = ComplianceOutcome.Unspecified;
        var due = Money.Zero;
        var paidInTime = Money.Zero;
        LocalDate? curedOn = null;
        FactId? suspension = null;
        FactId? reassesses = null;
        FactId? cause = null;
        var basis = new JudgementBasis(new ParameterSetId(""), "", 0);
        PersonalText? evidence = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ComplianceAssessed.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ComplianceAssessed.EffectiveDayFieldNumber:
                    judgedOn = reader.Day();
                    break;
                case V1.ComplianceAssessed.SubjectFieldNumber:
                    subject = reader.Fact();
                    break;
                case V1.ComplianceAssessed.InstalmentFieldNumber:
                    instalment = reader.Int32();
                    break;
                case V1.ComplianceAssessed.OutcomeFieldNumber:
                    outcome = (ComplianceOutcome)reader.Int32();
                    break;
                case V1.ComplianceAssessed.DueCentsFieldNumber:
                    due = reader.Money();
                    break;
                case V1.ComplianceAssessed.PaidInTimeCentsFieldNumber:
                    paidInTime = reader.Money();
                    break;
                case V1.ComplianceAssessed.CuredDayFieldNumber:
                    curedOn = reader.Day();
                    break;
                case V1.ComplianceAssessed.SuspensionFieldNumber:
                    suspension = reader.Fact();
                    break;
                case V1.ComplianceAssessed.ReassessesFieldNumber:
                    reassesses = reader.Fact();
                    break;
                case V1.ComplianceAssessed.CauseFieldNumber:
                    cause = reader.Fact();
                    break;
                case V1.ComplianceAssessed.BasisFieldNumber:
                    basis = BasisOf(reader.Message());
                    break;
                case V1.ComplianceAssessed.EvidenceFieldNumber:
                    evidence = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ComplianceAssessed(
            id, judgedOn, subject, instalment, outcome, due, paidInTime, curedOn, suspension, reassesses, cause, basis, evidence);
    }

    internal static V1.JudgementBasis MessageOf(JudgementBasis basis) =>
        new() { ParameterSet = basis.ParameterSet.Value, ContentHash = basis.ContentHash, Calculator = basis.Calculator };

    internal static JudgementBasis BasisOf(FieldReader reader)
    {
        var parameterSet = new ParameterSetId("");
        var contentHash = "";
        var calculator = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.JudgementBasis.ParameterSetFieldNumber:
                    parameterSet = new ParameterSetId(reader.Word());
                    break;
                case V1.JudgementBasis.ContentHashFieldNumber:
                    contentHash = reader.Word();
                    break;
                case V1.JudgementBasis.CalculatorFieldNumber:
                    calculator = reader.Int32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new JudgementBasis(parameterSet, contentHash, calculator);
    }
}
