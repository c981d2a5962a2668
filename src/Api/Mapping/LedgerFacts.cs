using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Facts of the ledger between contract and domain.</summary>
internal static class LedgerFacts
{
    public static Fact Read(Fields fields, FactId id, V1.Contract wire) => new ContractRecorded(
        id,
        fields.Date("signature_date", wire.SignatureDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Choice("kind", (ChargeKind)wire.Kind),
        fields.Money("amount", wire.Amount),
        wire.EveryMonths,
        fields.Span("term", wire.Term));

    public static Fact Read(Fields fields, FactId id, V1.Charge wire) => new ChargePosted(
        id,
        fields.Date("issue_date", wire.IssueDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Choice("kind", (ChargeKind)wire.Kind),
        fields.OptionalSpan("period", wire.Period),
        fields.Date("due_date", wire.DueDate),
        ReadAmount(fields, wire.Amount),
        ReadTerms(fields, wire.Terms),
        fields.OptionalFact("contract_id", wire.ContractId),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.OpeningArrears wire) => new OpeningArrearsRecorded(
        id,
        fields.Date("effective_date", wire.EffectiveDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Choice("kind", (ChargeKind)wire.Kind),
        fields.Date("due_date", wire.DueDate),
        ReadAmount(fields, wire.Amount),
        ReadTerms(fields, wire.Terms),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.AddedInterestAndCosts wire) => new InterestAndCostsAdded(
        id,
        fields.Date("effective_date", wire.EffectiveDate),
        fields.Fact("charge_id", wire.ChargeId),
        fields.MoneyOrZero("interest", wire.Interest),
        fields.MoneyOrZero("costs", wire.Costs));

    public static Fact Read(Fields fields, FactId id, V1.Payment wire) => new PaymentRecorded(
        id,
        fields.Date("value_date", wire.ValueDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Money("amount", wire.Amount),
        wire.Designation is { } designation ? Read(fields.In("designation"), designation) : null,
        wire.CapitalFirst,
        fields.Text("payer", wire.Payer),
        fields.Text("remittance", wire.Remittance));

    public static Fact Read(Fields fields, FactId id, V1.Reversal wire) => new PaymentReversed(
        id,
        fields.Date("return_date", wire.ReturnDate),
        fields.Fact("payment_id", wire.PaymentId),
        fields.SlugOf("reason_code", wire.ReasonCode));

    public static Fact Read(Fields fields, FactId id, V1.Refund wire) => new PaymentRefunded(
        id,
        fields.Date("refund_date", wire.RefundDate),
        fields.Fact("payment_id", wire.PaymentId),
        fields.Money("amount", wire.Amount));

    public static Fact Read(Fields fields, FactId id, V1.Credit wire) => new CreditGranted(
        id,
        fields.Date("effective_date", wire.EffectiveDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Choice("kind", (CreditKind)wire.Kind),
        fields.Money("amount", wire.Amount),
        fields.OptionalFact("charge_id", wire.ChargeId),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.Dispute wire) => new ChargeDisputed(
        id,
        fields.Date("effective_date", wire.EffectiveDate),
        fields.Fact("charge_id", wire.ChargeId),
        fields.OptionalMoney("amount", wire.Amount),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.DisputeClosing wire) => new DisputeClosed(
        id,
        fields.Date("effective_date", wire.EffectiveDate),
        fields.Fact("dispute_id", wire.DisputeId),
        fields.Choice("outcome", (DisputeOutcome)wire.Outcome));

    public static V1.Contract ToWire(ContractRecorded fact) => new()
    {
        SignatureDate = fact.SignedOn.ToWire(),
        Creditor = fact.Creditor.Value,
        Kind = (V1.ChargeKind)fact.Kind,
        Amount = fact.Amount.ToWire(),
        EveryMonths = fact.EveryMonths,
        Term = fact.Term.ToWire(),
    };

    public static V1.Charge ToWire(ChargePosted fact) => new()
    {
        IssueDate = fact.IssueDate.ToWire(),
        Creditor = fact.Creditor.Value,
        Kind = (V1.ChargeKind)fact.Kind,
        Period = fact.Period?.ToWire(),
        DueDate = fact.DueDate.ToWire(),
        Amount = ToWire(fact.Amount),
        Terms = ToWire(fact.Terms),
        ContractId = fact.Contract.ToWire(),
        Note = fact.Note.ToWire(),
    };

    public static V1.OpeningArrears ToWire(OpeningArrearsRecorded fact) => new()
    {
        EffectiveDate = fact.Date.ToWire(),
        Creditor = fact.Creditor.Value,
        Kind = (V1.ChargeKind)fact.Kind,
        DueDate = fact.DueDate.ToWire(),
        Amount = ToWire(fact.Amount),
        Terms = ToWire(fact.Terms),
        Note = fact.Note.ToWire(),
    };

    public static V1.AddedInterestAndCosts ToWire(InterestAndCostsAdded fact) => new()
    {
        EffectiveDate = fact.Date.ToWire(),
        ChargeId = fact.Charge.ToString(),
        Interest = fact.Interest.ToWire(),
        Costs = fact.Costs.ToWire(),
    };

    public static V1.Payment ToWire(PaymentRecorded fact) => new()
    {
        ValueDate = fact.ValueDate.ToWire(),
        Creditor = fact.Creditor.Value,
        Amount = fact.Amount.ToWire(),
        Designation = fact.Designation is { } designation ? ToWire(designation) : null,
        CapitalFirst = fact.CapitalFirst,
        Payer = fact.Payer.ToWire(),
        Remittance = fact.Remittance.ToWire(),
    };

    public static V1.Reversal ToWire(PaymentReversed fact) => new()
    {
        ReturnDate = fact.ReturnDate.ToWire(),
        PaymentId = fact.Payment.ToString(),
        ReasonCode = fact.ReasonCode,
    };

    public static V1.Refund ToWire(PaymentRefunded fact) => new()
    {
        RefundDate = fact.Date.ToWire(),
        PaymentId = fact.Payment.ToString(),
        Amount = fact.Amount.ToWire(),
    };

    public static V1.Credit ToWire(CreditGranted fact) => new()
    {
        EffectiveDate = fact.Date.ToWire(),
        Creditor = fact.Creditor.Value,
        Kind = (V1.CreditKind)fact.Kind,
        Amount = fact.Amount.ToWire(),
        ChargeId = fact.Charge.ToWire(),
        Note = fact.Note.ToWire(),
    };

    public static V1.Dispute ToWire(ChargeDisputed fact) => new()
    {
        EffectiveDate = fact.Date.ToWire(),
        ChargeId = fact.Charge.ToString(),
        Amount = fact.Amount.ToWire(),
        Note = fact.Note.ToWire(),
    };

    public static V1.DisputeClosing ToWire(DisputeClosed fact) => new()
    {
        EffectiveDate = fact.Date.ToWire(),
        DisputeId = fact.Dispute.ToString(),
        Outcome = (V1.DisputeOutcome)fact.Outcome,
    };

    public static V1.DebtTerms ToWire(DebtTerms terms) => new()
    {
        SecurityRank = terms.SecurityRank,
        YearlyRatePpm = terms.YearlyRatePpm,
        LimitationDate = terms.LimitationDate.ToWire(),
    };

    private static DebtAmount ReadAmount(Fields fields, V1.DebtAmount? wire)
    {
        if (wire is null)
        {
            fields.Fault("amount", "is required: capital, interest and costs");
            return default;
        }

        var inside = fields.In("amount");
        return new DebtAmount(
            inside.MoneyOrZero("capital", wire.Capital),
            inside.MoneyOrZero("interest", wire.Interest),
            inside.MoneyOrZero("costs", wire.Costs));
    }

    private static DebtTerms ReadTerms(Fields fields, V1.DebtTerms? wire) => wire is null
        ? default
        : new DebtTerms(
            wire.SecurityRank, wire.YearlyRatePpm, fields.In("terms").OptionalDate("limitation_date", wire.LimitationDate));

    private static Designation Read(Fields fields, V1.Designation wire)
    {
        var parts = new DesignatedPart[wire.Parts.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var inside = fields.At("parts", i);
            parts[i] = new DesignatedPart(
                inside.Fact("target_id", wire.Parts[i].TargetId), inside.OptionalMoney("amount", wire.Parts[i].Amount));
        }

        return new Designation(fields.Choice("designated_by", (DesignatedBy)wire.DesignatedBy), [.. parts]);
    }

    private static V1.DebtAmount ToWire(DebtAmount amount) => new()
    {
        Capital = amount.Capital.ToWire(),
        Interest = amount.Interest.ToWire(),
        Costs = amount.Costs.ToWire(),
    };

    private static V1.Designation ToWire(Designation designation)
    {
        var wire = new V1.Designation { DesignatedBy = (V1.DesignatedBy)designation.By };
        foreach (var part in designation.Parts)
        {
            wire.Parts.Add(new V1.DesignatedPart { TargetId = part.Target.ToString(), Amount = part.Amount.ToWire() });
        }

        return wire;
    }
}
