using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using Google.Protobuf.Collections;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Facts about plans and suspensions between contract and domain.</summary>
internal static class PlanFacts
{
    public static Fact Read(Fields fields, FactId id, V1.RepaymentPlan wire) => new RepaymentPlanAgreed(
        id,
        fields.Date("signature_date", wire.SignatureDate),
        fields.Creditor("creditor", wire.Creditor),
        ReadCovered(fields, wire.CoveredCharges),
        fields.MoneyOrZero("interest", wire.Interest),
        ReadInstalments(fields, wire.Instalments),
        wire.CurrentBillFirst,
        wire.CourtOrdered,
        fields.Date("acceptance_date", wire.AcceptanceDate),
        fields.Date("review_date", wire.ReviewDate),
        ReadReplacement(fields, wire.Replaces),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.PlanLapse wire) => new PlanLapsed(
        id,
        fields.Date("lapse_date", wire.LapseDate),
        fields.Fact("plan_id", wire.PlanId),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.MoneyOrZero("residual", wire.Residual));

    public static Fact Read(Fields fields, FactId id, V1.Suspension wire) => new SuspensionApproved(
        id,
        fields.Date("decision_date", wire.DecisionDate),
        fields.Creditor("creditor", wire.Creditor),
        fields.Span("period", wire.Period),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Text("evidence", wire.Evidence),
        fields.Staff("proposer", wire.Proposer),
        fields.Staff("approver", wire.Approver));

    public static Fact Read(Fields fields, FactId id, V1.SuspensionEnd wire) => new SuspensionEnded(
        id, fields.Date("resume_date", wire.ResumeDate), fields.Fact("suspension_id", wire.SuspensionId));

    public static V1.RepaymentPlan ToWire(RepaymentPlanAgreed fact)
    {
        var wire = new V1.RepaymentPlan
        {
            SignatureDate = fact.SignedOn.ToWire(),
            Creditor = fact.Creditor.Value,
            Interest = fact.Interest.ToWire(),
            CurrentBillFirst = fact.CurrentBillFirst,
            CourtOrdered = fact.CourtOrdered,
            AcceptanceDate = fact.AcceptedOn.ToWire(),
            ReviewDate = fact.ReviewOn.ToWire(),
            Note = fact.Note.ToWire(),
            Judgement = fact.Judgement is { } judged ? ToWire(judged) : null,
        };
        foreach (var covered in fact.Covered)
        {
            wire.CoveredCharges.Add(new V1.CoveredCharge { ChargeId = covered.Charge.ToString(), Amount = covered.Amount.ToWire() });
        }

        foreach (var instalment in fact.Instalments)
        {
            wire.Instalments.Add(new V1.Instalment
            {
                Number = instalment.Number,
                DueDate = instalment.DueDate.ToWire(),
                Amount = instalment.Amount.ToWire(),
            });
        }

        if (fact.Replaces is { } replaces)
        {
            wire.Replaces = new V1.PlanReplacement { PlanId = replaces.Plan.ToString(), ReasonCode = replaces.ReasonCode };
        }

        return wire;
    }

    private static V1.PlanJudgement ToWire(PlanJudgement judged)
    {
        var wire = new V1.PlanJudgement
        {
            OpeningDate = judged.OpeningDay.ToWire(),
            OpeningCash = judged.OpeningCash.ToWire(),
            HorizonDays = judged.Days,
            Verdict = (V1.CheckVerdict)judged.Verdict,
            Basis = PlanningAnswers.ToWire(judged.Basis),
        };
        wire.Checks.Add(judged.Checks.Select(PlanningAnswers.ToWire));
        if (judged.Override is { } given)
        {
            wire.Override = new V1.PlanOverride { Decider = given.Decider.Value, ReasonCode = given.ReasonCode };
        }

        return wire;
    }

    public static V1.PlanLapse ToWire(PlanLapsed fact) => new()
    {
        LapseDate = fact.Date.ToWire(),
        PlanId = fact.Plan.ToString(),
        ReasonCode = fact.ReasonCode,
        Residual = fact.Residual.ToWire(),
    };

    public static V1.Suspension ToWire(SuspensionApproved fact) => new()
    {
        DecisionDate = fact.Date.ToWire(),
        Creditor = fact.Creditor.Value,
        Period = fact.Period.ToWire(),
        ReasonCode = fact.ReasonCode,
        Evidence = fact.Evidence.ToWire(),
        Proposer = fact.Proposer.Value,
        Approver = fact.Approver.Value,
    };

    public static V1.SuspensionEnd ToWire(SuspensionEnded fact) =>
        new() { ResumeDate = fact.ResumedOn.ToWire(), SuspensionId = fact.Suspension.ToString() };

    public static ValueList<CoveredCharge> ReadCovered(Fields fields, RepeatedField<V1.CoveredCharge> wire)
    {
        var covered = new CoveredCharge[wire.Count];
        for (var i = 0; i < covered.Length; i++)
        {
            var inside = fields.At("covered_charges", i);
            covered[i] = new CoveredCharge(inside.Fact("charge_id", wire[i].ChargeId), inside.Money("amount", wire[i].Amount));
        }

        return [.. covered];
    }

    public static ValueList<Instalment> ReadInstalments(Fields fields, RepeatedField<V1.Instalment> wire)
    {
        var instalments = new Instalment[wire.Count];
        for (var i = 0; i < instalments.Length; i++)
        {
            var inside = fields.At("instalments", i);
            instalments[i] = new Instalment(
                wire[i].Number, inside.Date("due_date", wire[i].DueDate), inside.Money("amount", wire[i].Amount));
        }

        return [.. instalments];
    }

    public static PlanReplacement? ReadReplacement(Fields fields, V1.PlanReplacement? wire)
    {
        if (wire is null)
        {
            return null;
        }

        var inside = fields.In("replaces");
        return new PlanReplacement(inside.Fact("plan_id", wire.PlanId), inside.SlugOf("reason_code", wire.ReasonCode));
    }
}
