using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Promises and judgements between contract and domain.</summary>
internal static class ComplianceFacts
{
    public static Fact Read(Fields fields, FactId id, V1.Commitment wire) => new CommitmentAgreed(
        id,
        fields.Date("agreement_date", wire.AgreementDate),
        fields.Choice("kind", (CommitmentKind)wire.Kind),
        fields.OptionalMember("owner_id", wire.OwnerId),
        fields.Date("due_date", wire.DueDate),
        fields.OptionalCreditor("creditor", wire.Creditor),
        fields.OptionalMoney("amount", wire.Amount),
        fields.Text("what", wire.What),
        fields.Text("evidence_rule", wire.EvidenceRule));

    public static Fact Read(Fields fields, FactId id, V1.Judgement wire) => new ComplianceAssessed(
        id,
        fields.Date("judgement_date", wire.JudgementDate),
        fields.Fact("subject_id", wire.SubjectId),
        wire.Instalment == 0 ? null : wire.Instalment,
        fields.Choice("outcome", (ComplianceOutcome)wire.Outcome),
        fields.MoneyOrZero("due", wire.Due),
        fields.MoneyOrZero("paid_in_time", wire.PaidInTime),
        fields.OptionalDate("cure_date", wire.CureDate),
        fields.OptionalFact("suspension_id", wire.SuspensionId),
        fields.OptionalFact("reassesses_id", wire.ReassessesId),
        fields.OptionalFact("cause_id", wire.CauseId),
        ReadBasis(fields, wire.Basis),
        fields.Text("evidence", wire.Evidence));

    public static Fact Read(Fields fields, FactId id, V1.Withdrawal wire) => new CommitmentWithdrawn(
        id,
        fields.Date("withdrawal_date", wire.WithdrawalDate),
        fields.Fact("commitment_id", wire.CommitmentId),
        fields.SlugOf("reason_code", wire.ReasonCode));

    public static V1.Withdrawal ToWire(CommitmentWithdrawn fact) => new()
    {
        WithdrawalDate = fact.Date.ToWire(),
        CommitmentId = fact.Commitment.ToString(),
        ReasonCode = fact.ReasonCode,
    };

    public static V1.Commitment ToWire(CommitmentAgreed fact) => new()
    {
        AgreementDate = fact.AgreedOn.ToWire(),
        Kind = (V1.CommitmentKind)fact.Kind,
        OwnerId = fact.Owner.ToWire(),
        DueDate = fact.DueDate.ToWire(),
        Creditor = fact.Creditor?.Value ?? "",
        Amount = fact.Amount.ToWire(),
        What = fact.What.ToWire(),
        EvidenceRule = fact.EvidenceRule.ToWire(),
    };

    public static V1.Judgement ToWire(ComplianceAssessed fact) => new()
    {
        JudgementDate = fact.JudgedOn.ToWire(),
        SubjectId = fact.Subject.ToString(),
        Instalment = fact.Instalment ?? 0,
        Outcome = (V1.ComplianceOutcome)fact.Outcome,
        Due = fact.Due.ToWire(),
        PaidInTime = fact.PaidInTime.ToWire(),
        CureDate = fact.CuredOn.ToWire(),
        SuspensionId = fact.Suspension.ToWire(),
        ReassessesId = fact.Reassesses.ToWire(),
        CauseId = fact.Cause.ToWire(),
        Basis = ToWire(fact.Basis),
        Evidence = fact.Evidence.ToWire(),
    };

    public static V1.JudgementBasis ToWire(JudgementBasis basis) => new()
    {
        ParameterSet = basis.ParameterSet.Value,
        ContentHash = basis.ContentHash,
        Calculator = basis.Calculator,
    };

    private static JudgementBasis ReadBasis(Fields fields, V1.JudgementBasis? wire) =>
        fields.Required("basis", wire, static (inside, basis) => new JudgementBasis(
            new ParameterSetId(inside.SlugOf("parameter_set", basis.ParameterSet)), basis.ContentHash, basis.Calculator))
        ?? new JudgementBasis(default, "", 0);
}
