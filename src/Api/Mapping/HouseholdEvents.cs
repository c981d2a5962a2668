using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using Google.Protobuf.Collections;
using NodaTime;
using NodaTime.Text;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Household events between contract and domain: composition and assignment, and the two switches over all kinds.</summary>
internal static class HouseholdEvents
{
    /// <summary>Most members, and most tags of one thing.</summary>
    public const int ListLengthMax = 100;

    public static Fact Read(Fields fields, FactId id, V1.Composition wire)
    {
        if (wire.Members.Count > ListLengthMax)
        {
            fields.Fault("members", $"must be at most {ListLengthMax}");
        }

        var members = new Member[Math.Min(wire.Members.Count, ListLengthMax)];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = ReadMember(fields.At("members", i), wire.Members[i]);
        }

        return new CompositionRecorded(
            id,
            fields.Date("effective_date", wire.EffectiveDate),
            [.. members],
            ReadTags(fields, wire.Tags),
            fields.Text("sensitive_tags", wire.SensitiveTags));
    }

    public static Fact Read(Fields fields, FactId id, V1.Assignment wire) => new ConsultantAssigned(
        id, fields.Date("effective_date", wire.EffectiveDate), fields.Staff("consultant", wire.Consultant));

    /// <summary>A fact of any kind under the id given; null, with a fault, when there is none.</summary>
    public static Fact? Read(Fields fields, FactId id, V1.Fact wire) => wire.ContentCase switch
    {
        V1.Fact.ContentOneofCase.Composition => Read(fields.In("composition"), id, wire.Composition),
        V1.Fact.ContentOneofCase.Assignment => Read(fields.In("assignment"), id, wire.Assignment),
        V1.Fact.ContentOneofCase.IncomeEntry => BudgetFacts.Read(fields.In("income_entry"), id, wire.IncomeEntry),
        V1.Fact.ContentOneofCase.Income => BudgetFacts.Read(fields.In("income"), id, wire.Income),
        V1.Fact.ContentOneofCase.PlannedExpense => BudgetFacts.Read(fields.In("planned_expense"), id, wire.PlannedExpense),
        V1.Fact.ContentOneofCase.Expense => BudgetFacts.Read(fields.In("expense"), id, wire.Expense),
        V1.Fact.ContentOneofCase.BudgetEntryEnd => BudgetFacts.Read(fields.In("budget_entry_end"), id, wire.BudgetEntryEnd),
        V1.Fact.ContentOneofCase.OccurrenceAdjustment =>
            BudgetFacts.Read(fields.In("occurrence_adjustment"), id, wire.OccurrenceAdjustment),
        V1.Fact.ContentOneofCase.CashCount => BudgetFacts.Read(fields.In("cash_count"), id, wire.CashCount),
        V1.Fact.ContentOneofCase.ObservedBalance => BudgetFacts.Read(fields.In("observed_balance"), id, wire.ObservedBalance),
        V1.Fact.ContentOneofCase.Contract => LedgerFacts.Read(fields.In("contract"), id, wire.Contract),
        V1.Fact.ContentOneofCase.Charge => LedgerFacts.Read(fields.In("charge"), id, wire.Charge),
        V1.Fact.ContentOneofCase.OpeningArrears => LedgerFacts.Read(fields.In("opening_arrears"), id, wire.OpeningArrears),
        V1.Fact.ContentOneofCase.AddedInterestAndCosts =>
            LedgerFacts.Read(fields.In("added_interest_and_costs"), id, wire.AddedInterestAndCosts),
        V1.Fact.ContentOneofCase.Payment => LedgerFacts.Read(fields.In("payment"), id, wire.Payment),
        V1.Fact.ContentOneofCase.Reversal => LedgerFacts.Read(fields.In("reversal"), id, wire.Reversal),
        V1.Fact.ContentOneofCase.Refund => LedgerFacts.Read(fields.In("refund"), id, wire.Refund),
        V1.Fact.ContentOneofCase.Credit => LedgerFacts.Read(fields.In("credit"), id, wire.Credit),
        V1.Fact.ContentOneofCase.Dispute => LedgerFacts.Read(fields.In("dispute"), id, wire.Dispute),
        V1.Fact.ContentOneofCase.DisputeClosing => LedgerFacts.Read(fields.In("dispute_closing"), id, wire.DisputeClosing),
        V1.Fact.ContentOneofCase.RepaymentPlan => PlanFacts.Read(fields.In("repayment_plan"), id, wire.RepaymentPlan),
        V1.Fact.ContentOneofCase.PlanLapse => PlanFacts.Read(fields.In("plan_lapse"), id, wire.PlanLapse),
        V1.Fact.ContentOneofCase.Suspension => PlanFacts.Read(fields.In("suspension"), id, wire.Suspension),
        V1.Fact.ContentOneofCase.SuspensionEnd => PlanFacts.Read(fields.In("suspension_end"), id, wire.SuspensionEnd),
        V1.Fact.ContentOneofCase.Commitment => ComplianceFacts.Read(fields.In("commitment"), id, wire.Commitment),
        V1.Fact.ContentOneofCase.Judgement => ComplianceFacts.Read(fields.In("judgement"), id, wire.Judgement),
        V1.Fact.ContentOneofCase.Withdrawal => ComplianceFacts.Read(fields.In("withdrawal"), id, wire.Withdrawal),
        V1.Fact.ContentOneofCase.NoFaultClaim => NoFaultFacts.Read(fields.In("no_fault_claim"), id, wire.NoFaultClaim),
        V1.Fact.ContentOneofCase.NoFaultDecision => NoFaultFacts.Read(fields.In("no_fault_decision"), id, wire.NoFaultDecision),
        V1.Fact.ContentOneofCase.Contact => CoachingFacts.Read(fields.In("contact"), id, wire.Contact),
        V1.Fact.ContentOneofCase.ResourcesLack => CoachingFacts.Read(fields.In("resources_lack"), id, wire.ResourcesLack),
        V1.Fact.ContentOneofCase.Evaluation => CoachingFacts.Read(fields.In("evaluation"), id, wire.Evaluation),
        V1.Fact.ContentOneofCase.Hosting => CoachingFacts.Read(fields.In("hosting"), id, wire.Hosting),
        V1.Fact.ContentOneofCase.ExitPlan => CoachingFacts.Read(fields.In("exit_plan"), id, wire.ExitPlan),
        V1.Fact.ContentOneofCase.Address => ProtectionFacts.Read(fields.In("address"), id, wire.Address),
        V1.Fact.ContentOneofCase.Protection => ProtectionFacts.Read(fields.In("protection"), id, wire.Protection),
        V1.Fact.ContentOneofCase.Consent => ProtectionFacts.Read(fields.In("consent"), id, wire.Consent),
        V1.Fact.ContentOneofCase.ConsentWithdrawal =>
            ProtectionFacts.Read(fields.In("consent_withdrawal"), id, wire.ConsentWithdrawal),
        V1.Fact.ContentOneofCase.SuspensionProposal =>
            SuspensionFacts.Read(fields.In("suspension_proposal"), id, wire.SuspensionProposal),
        V1.Fact.ContentOneofCase.SuspensionDecision =>
            SuspensionFacts.Read(fields.In("suspension_decision"), id, wire.SuspensionDecision),
        V1.Fact.ContentOneofCase.HostingProposal => HostingFacts.Read(fields.In("hosting_proposal"), id, wire.HostingProposal),
        V1.Fact.ContentOneofCase.HostingDecision => HostingFacts.Read(fields.In("hosting_decision"), id, wire.HostingDecision),
        V1.Fact.ContentOneofCase.HostingEnd => HostingFacts.Read(fields.In("hosting_end"), id, wire.HostingEnd),
        _ => NoContent(fields),
    };

    public static V1.HouseholdEvent ToWire(HouseholdEvent happened) => happened switch
    {
        Fact fact => new V1.HouseholdEvent { Fact = ToWire(fact) },
        HouseholdEnrolled enrolled => new V1.HouseholdEvent
        {
            Enrolment = new V1.Enrolment
            {
                EnrolmentDate = enrolled.Date.ToWire(),
                Agency = enrolled.Agency.Value,
                DisplayName = enrolled.Label.ToWire(),
            },
        },
        HouseholdClosed closed => new V1.HouseholdEvent
        {
            Closing = new V1.Closing { ClosingDate = closed.Date.ToWire(), ReasonCode = closed.ReasonCode },
        },
        HouseholdReopened reopened => new V1.HouseholdEvent
        {
            Reopening = new V1.Reopening { ReopeningDate = reopened.Date.ToWire(), ReasonCode = reopened.ReasonCode },
        },
        HouseholdErased erased => new V1.HouseholdEvent
        {
            Erasure = new V1.Erasure { ErasureDate = erased.Date.ToWire(), ReasonCode = erased.ReasonCode },
        },
        FactCorrected correction => new V1.HouseholdEvent
        {
            Correction = new V1.Correction
            {
                CorrectionId = correction.Id.ToString(),
                OriginalId = correction.Original.ToString(),
                SupersedesId = correction.Supersedes.ToWire(),
                ReasonCode = correction.ReasonCode,
                Replacement = correction.Replacement is { } replacement ? ToWire(replacement) : null,
            },
        },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no form in the contract."),
    };

    /// <summary>Why it happened, as the event itself says; empty for the kinds that give no reason.</summary>
    public static string ReasonCodeOf(HouseholdEvent happened) => happened switch
    {
        FactCorrected correction => correction.ReasonCode,
        HouseholdClosed closed => closed.ReasonCode,
        HouseholdReopened reopened => reopened.ReasonCode,
        HouseholdErased erased => erased.ReasonCode,
        ProtectionDecided decided => decided.ReasonCode,
        PaymentReversed reversed => reversed.ReasonCode,
        PlanLapsed lapsed => lapsed.ReasonCode,
        SuspensionApproved approved => approved.ReasonCode,
        SuspensionProposed proposed => proposed.ReasonCode,
        SuspensionDecided decided => decided.ReasonCode,
        CommitmentWithdrawn withdrawn => withdrawn.ReasonCode,
        NoFaultDecided decided => decided.ReasonCode,
        RepaymentPlanAgreed { Replaces: { } replaced } => replaced.ReasonCode,
        _ => "",
    };

    public static V1.Fact ToWire(Fact fact)
    {
        var wire = new V1.Fact { FactId = fact.Id.ToString() };
        switch (fact)
        {
            case CompositionRecorded f: wire.Composition = ToWire(f); break;
            case ConsultantAssigned f: wire.Assignment = ToWire(f); break;
            case IncomeEntryRecorded f: wire.IncomeEntry = BudgetFacts.ToWire(f); break;
            case IncomeReceived f: wire.Income = BudgetFacts.ToWire(f); break;
            case ExpensePlanned f: wire.PlannedExpense = BudgetFacts.ToWire(f); break;
            case ExpenseIncurred f: wire.Expense = BudgetFacts.ToWire(f); break;
            case BudgetEntryEnded f: wire.BudgetEntryEnd = BudgetFacts.ToWire(f); break;
            case OccurrenceAdjusted f: wire.OccurrenceAdjustment = BudgetFacts.ToWire(f); break;
            case CashCounted f: wire.CashCount = BudgetFacts.ToWire(f); break;
            case BalanceObserved f: wire.ObservedBalance = BudgetFacts.ToWire(f); break;
            case ContractRecorded f: wire.Contract = LedgerFacts.ToWire(f); break;
            case ChargePosted f: wire.Charge = LedgerFacts.ToWire(f); break;
            case OpeningArrearsRecorded f: wire.OpeningArrears = LedgerFacts.ToWire(f); break;
            case InterestAndCostsAdded f: wire.AddedInterestAndCosts = LedgerFacts.ToWire(f); break;
            case PaymentRecorded f: wire.Payment = LedgerFacts.ToWire(f); break;
            case PaymentReversed f: wire.Reversal = LedgerFacts.ToWire(f); break;
            case PaymentRefunded f: wire.Refund = LedgerFacts.ToWire(f); break;
            case CreditGranted f: wire.Credit = LedgerFacts.ToWire(f); break;
            case ChargeDisputed f: wire.Dispute = LedgerFacts.ToWire(f); break;
            case DisputeClosed f: wire.DisputeClosing = LedgerFacts.ToWire(f); break;
            case RepaymentPlanAgreed f: wire.RepaymentPlan = PlanFacts.ToWire(f); break;
            case PlanLapsed f: wire.PlanLapse = PlanFacts.ToWire(f); break;
            case SuspensionApproved f: wire.Suspension = PlanFacts.ToWire(f); break;
            case SuspensionProposed f: wire.SuspensionProposal = SuspensionFacts.ToWire(f); break;
            case SuspensionDecided f: wire.SuspensionDecision = SuspensionFacts.ToWire(f); break;
            case SuspensionEnded f: wire.SuspensionEnd = PlanFacts.ToWire(f); break;
            case CommitmentAgreed f: wire.Commitment = ComplianceFacts.ToWire(f); break;
            case ComplianceAssessed f: wire.Judgement = ComplianceFacts.ToWire(f); break;
            case CommitmentWithdrawn f: wire.Withdrawal = ComplianceFacts.ToWire(f); break;
            case NoFaultClaimed f: wire.NoFaultClaim = NoFaultFacts.ToWire(f); break;
            case NoFaultDecided f: wire.NoFaultDecision = NoFaultFacts.ToWire(f); break;
            case ContactRecorded f: wire.Contact = CoachingFacts.ToWire(f); break;
            case ResourcesLacked f: wire.ResourcesLack = CoachingFacts.ToWire(f); break;
            case EvaluationRecorded f: wire.Evaluation = CoachingFacts.ToWire(f); break;
            case HostingAgreed f: wire.Hosting = CoachingFacts.ToWire(f); break;
            case ExitPlanAgreed f: wire.ExitPlan = CoachingFacts.ToWire(f); break;
            case HostingProposed f: wire.HostingProposal = HostingFacts.ToWire(f); break;
            case HostingDecided f: wire.HostingDecision = HostingFacts.ToWire(f); break;
            case HostingEnded f: wire.HostingEnd = HostingFacts.ToWire(f); break;
            case AddressRecorded f: wire.Address = ProtectionFacts.ToWire(f); break;
            case ProtectionDecided f: wire.Protection = ProtectionFacts.ToWire(f); break;
            case ConsentGiven f: wire.Consent = ProtectionFacts.ToWire(f); break;
            case ConsentWithdrawn f: wire.ConsentWithdrawal = ProtectionFacts.ToWire(f); break;
            default: throw new InvalidOperationException($"{fact.GetType().Name} has no form in the contract.");
        }

        return wire;
    }

    public static V1.Composition ToWire(CompositionRecorded fact)
    {
        var wire = new V1.Composition { EffectiveDate = fact.Date.ToWire(), SensitiveTags = fact.SensitiveTags.ToWire() };
        wire.Tags.Add(fact.Tags);
        foreach (var member in fact.Members)
        {
            var shown = new V1.Member
            {
                MemberId = member.Id.ToString(),
                DisplayName = member.Name.ToWire(),
                BirthDate = ToDate(member.BirthDate),
                AgeBand = (V1.AgeBand)member.AgeBand,
                SensitiveTags = member.SensitiveTags.ToWire(),
            };
            shown.Tags.Add(member.Tags);
            wire.Members.Add(shown);
        }

        return wire;
    }

    public static V1.Assignment ToWire(ConsultantAssigned fact) =>
        new() { EffectiveDate = fact.Date.ToWire(), Consultant = fact.Consultant.Value };

    private static Member ReadMember(Fields fields, V1.Member wire)
    {
        if (!Enum.IsDefined((AgeBand)wire.AgeBand))
        {
            fields.Fault("age_band", "must be one of the values named in the contract");
        }

        return new Member(
            fields.Member("member_id", wire.MemberId),
            fields.Text("display_name", wire.DisplayName),
            fields.OptionalDate("birth_date", wire.BirthDate) is { } born ? new PersonalText(LocalDatePattern.Iso.Format(born)) : null,
            (AgeBand)wire.AgeBand,
            ReadTags(fields, wire.Tags),
            fields.Text("sensitive_tags", wire.SensitiveTags));
    }

    private static ValueList<string> ReadTags(Fields fields, RepeatedField<string> tags)
    {
        if (tags.Count > ListLengthMax)
        {
            fields.Fault("tags", $"must be at most {ListLengthMax}");
        }

        foreach (var tag in tags)
        {
            fields.SlugOf("tags", tag);
        }

        return tags.ToValueList();
    }

    private static Google.Type.Date? ToDate(PersonalText? birthDate) =>
        birthDate?.Text is { } text && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: LocalDate born } ? born.ToWire() : null;

    private static Fact? NoContent(Fields fields)
    {
        fields.Fault("content", "is required: one of the kinds of fact");
        return null;
    }
}
