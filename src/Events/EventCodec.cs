using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Families;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using Google.Protobuf;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events;

/// <summary>
/// A household's events from records to stored bytes and back: one switch each way. Writing goes through the published messages; reading
/// goes straight from the bytes to the records, because every replay and rebuild is bound by it.
/// </summary>
public static class EventCodec
{
    /// <param name="happened">What happened.</param>
    /// <param name="place">Where it will be stored: its personal texts open only there.</param>
    /// <param name="seal">Of the household's key.</param>
    public static EncodedEvent Encode(HouseholdEvent happened, EventPlace place, HouseholdSeal seal) =>
        new(NameOf(happened), MessageOf(happened, new TextSealer(seal, place)).ToByteArray());

    /// <summary>The event with its personal texts where <paramref name="seal"/> opens them; others are unreadable.</summary>
    /// <exception cref="UnknownEventException">A kind or schema of a later program.</exception>
    /// <exception cref="MalformedEventException">The bytes do not follow the schema.</exception>
    public static HouseholdEvent Decode(EventName name, ReadOnlySpan<byte> bytes, EventPlace place, HouseholdSeal? seal) =>
        Decode(name, bytes, new TextOpener(seal, place));

    /// <summary>The event for figures: personal texts are skipped unopened and unreadable.</summary>
    /// <exception cref="UnknownEventException">A kind or schema of a later program.</exception>
    /// <exception cref="MalformedEventException">The bytes do not follow the schema.</exception>
    public static HouseholdEvent DecodeFigures(EventName name, ReadOnlySpan<byte> bytes) => Decode(name, bytes, default);

    /// <summary>The name under which a kind is stored.</summary>
    public static EventName NameOf(HouseholdEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var name = happened switch
        {
            HouseholdEnrolled => EventNames.HouseholdEnrolled,
            CompositionRecorded => EventNames.CompositionRecorded,
            ConsultantAssigned => EventNames.ConsultantAssigned,
            HouseholdClosed => EventNames.HouseholdClosed,
            HouseholdReopened => EventNames.HouseholdReopened,
            FactCorrected => EventNames.FactCorrected,
            IncomeEntryRecorded => EventNames.IncomeEntryRecorded,
            IncomeReceived => EventNames.IncomeReceived,
            ExpensePlanned => EventNames.ExpensePlanned,
            ExpenseIncurred => EventNames.ExpenseIncurred,
            BudgetEntryEnded => EventNames.BudgetEntryEnded,
            OccurrenceAdjusted => EventNames.OccurrenceAdjusted,
            CashCounted => EventNames.CashCounted,
            BalanceObserved => EventNames.BalanceObserved,
            ContractRecorded => EventNames.ContractRecorded,
            ChargePosted => EventNames.ChargePosted,
            OpeningArrearsRecorded => EventNames.OpeningArrearsRecorded,
            InterestAndCostsAdded => EventNames.InterestAndCostsAdded,
            CreditGranted => EventNames.CreditGranted,
            ChargeDisputed => EventNames.ChargeDisputed,
            DisputeClosed => EventNames.DisputeClosed,
            PaymentRecorded => EventNames.PaymentRecorded,
            PaymentReversed => EventNames.PaymentReversed,
            PaymentRefunded => EventNames.PaymentRefunded,
            RepaymentPlanAgreed => EventNames.RepaymentPlanAgreed,
            PlanLapsed => EventNames.PlanLapsed,
            SuspensionApproved => EventNames.SuspensionApproved,
            SuspensionEnded => EventNames.SuspensionEnded,
            SuspensionProposed => EventNames.SuspensionProposed,
            SuspensionDecided => EventNames.SuspensionDecided,
            CommitmentAgreed => EventNames.CommitmentAgreed,
            ComplianceAssessed => EventNames.ComplianceAssessed,
            CommitmentWithdrawn => EventNames.CommitmentWithdrawn,
            NoFaultClaimed => EventNames.NoFaultClaimed,
            NoFaultDecided => EventNames.NoFaultDecided,
            ContactRecorded => EventNames.ContactRecorded,
            ResourcesLacked => EventNames.ResourcesLacked,
            EvaluationRecorded => EventNames.EvaluationRecorded,
            HostingAgreed => EventNames.HostingAgreed,
            ExitPlanAgreed => EventNames.ExitPlanAgreed,
            HostingProposed => EventNames.HostingProposed,
            HostingDecided => EventNames.HostingDecided,
            HostingEnded => EventNames.HostingEnded,
            AddressRecorded => EventNames.AddressRecorded,
            ProtectionDecided => EventNames.ProtectionDecided,
            ConsentGiven => EventNames.ConsentGiven,
            ConsentWithdrawn => EventNames.ConsentWithdrawn,
            HouseholdErased => EventNames.HouseholdErased,
            _ => throw new InvalidOperationException($"{happened.GetType().Name} has no stored name."),
        };
        return new EventName(name, EventNames.Schema);
    }

    internal static IMessage MessageOf(HouseholdEvent happened, in TextSealer texts) => happened switch
    {
        HouseholdEnrolled e => HouseholdCodec.MessageOf(e, texts),
        CompositionRecorded e => HouseholdCodec.MessageOf(e, texts),
        ConsultantAssigned e => HouseholdCodec.MessageOf(e),
        HouseholdClosed e => HouseholdCodec.MessageOf(e),
        HouseholdReopened e => HouseholdCodec.MessageOf(e),
        FactCorrected e => CorrectionCodec.MessageOf(e, texts),
        IncomeEntryRecorded e => BudgetCodec.MessageOf(e, texts),
        IncomeReceived e => BudgetCodec.MessageOf(e, texts),
        ExpensePlanned e => BudgetCodec.MessageOf(e, texts),
        ExpenseIncurred e => BudgetCodec.MessageOf(e, texts),
        BudgetEntryEnded e => BudgetCodec.MessageOf(e),
        OccurrenceAdjusted e => EntryCodec.MessageOf(e),
        CashCounted e => BudgetCodec.MessageOf(e),
        BalanceObserved e => BalanceCodec.MessageOf(e),
        ContractRecorded e => ChargeCodec.MessageOf(e),
        ChargePosted e => ChargeCodec.MessageOf(e, texts),
        OpeningArrearsRecorded e => ChargeCodec.MessageOf(e, texts),
        InterestAndCostsAdded e => ChargeCodec.MessageOf(e),
        CreditGranted e => ChargeCodec.MessageOf(e, texts),
        ChargeDisputed e => DisputeCodec.MessageOf(e, texts),
        DisputeClosed e => DisputeCodec.MessageOf(e),
        PaymentRecorded e => PaymentCodec.MessageOf(e, texts),
        PaymentReversed e => PaymentCodec.MessageOf(e),
        PaymentRefunded e => PaymentCodec.MessageOf(e),
        RepaymentPlanAgreed e => PlanCodec.MessageOf(e, texts),
        PlanLapsed e => PlanCodec.MessageOf(e),
        SuspensionApproved e => PlanCodec.MessageOf(e, texts),
        SuspensionEnded e => PlanCodec.MessageOf(e),
        SuspensionProposed e => SuspensionCodec.MessageOf(e, texts),
        SuspensionDecided e => SuspensionCodec.MessageOf(e),
        CommitmentAgreed e => ComplianceCodec.MessageOf(e, texts),
        ComplianceAssessed e => ComplianceCodec.MessageOf(e, texts),
        CommitmentWithdrawn e => ComplianceCodec.MessageOf(e),
        NoFaultClaimed e => NoFaultCodec.MessageOf(e, texts),
        NoFaultDecided e => NoFaultCodec.MessageOf(e),
        ContactRecorded e => CoachingCodec.MessageOf(e, texts),
        ResourcesLacked e => CoachingCodec.MessageOf(e, texts),
        EvaluationRecorded e => CoachingCodec.MessageOf(e, texts),
        HostingAgreed e => CoachingCodec.MessageOf(e, texts),
        ExitPlanAgreed e => CoachingCodec.MessageOf(e, texts),
        HostingProposed e => HostingCodec.MessageOf(e, texts),
        HostingDecided e => HostingCodec.MessageOf(e),
        HostingEnded e => HostingCodec.MessageOf(e),
        AddressRecorded e => ProtectionCodec.MessageOf(e, texts),
        ProtectionDecided e => ProtectionCodec.MessageOf(e),
        ConsentGiven e => ProtectionCodec.MessageOf(e),
        ConsentWithdrawn e => ProtectionCodec.MessageOf(e),
        HouseholdErased e => ProtectionCodec.MessageOf(e),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} has no stored form."),
    };

    internal static HouseholdEvent Read(EventName name, FieldReader reader, in TextOpener texts) => name.Name switch
    {
        _ when name.Schema != EventNames.Schema => throw new UnknownEventException(name),
        EventNames.HouseholdEnrolled => HouseholdCodec.HouseholdEnrolled(reader, texts),
        EventNames.CompositionRecorded => HouseholdCodec.CompositionRecorded(reader, texts),
        EventNames.ConsultantAssigned => HouseholdCodec.ConsultantAssigned(reader),
        EventNames.HouseholdClosed => HouseholdCodec.HouseholdClosed(reader),
        EventNames.HouseholdReopened => HouseholdCodec.HouseholdReopened(reader),
        EventNames.FactCorrected => CorrectionCodec.FactCorrected(reader, texts),
        EventNames.IncomeEntryRecorded => BudgetCodec.IncomeEntryRecorded(reader, texts),
        EventNames.IncomeReceived => BudgetCodec.IncomeReceived(reader, texts),
        EventNames.ExpensePlanned => BudgetCodec.ExpensePlanned(reader, texts),
        EventNames.ExpenseIncurred => BudgetCodec.ExpenseIncurred(reader, texts),
        EventNames.BudgetEntryEnded => BudgetCodec.BudgetEntryEnded(reader),
        EventNames.OccurrenceAdjusted => EntryCodec.OccurrenceAdjusted(reader),
        EventNames.CashCounted => BudgetCodec.CashCounted(reader),
        EventNames.BalanceObserved => BalanceCodec.BalanceObserved(reader),
        EventNames.ContractRecorded => ChargeCodec.ContractRecorded(reader),
        EventNames.ChargePosted => ChargeCodec.ChargePosted(reader, texts),
        EventNames.OpeningArrearsRecorded => ChargeCodec.OpeningArrearsRecorded(reader, texts),
        EventNames.InterestAndCostsAdded => ChargeCodec.InterestAndCostsAdded(reader),
        EventNames.CreditGranted => ChargeCodec.CreditGranted(reader, texts),
        EventNames.ChargeDisputed => DisputeCodec.ChargeDisputed(reader, texts),
        EventNames.DisputeClosed => DisputeCodec.DisputeClosed(reader),
        EventNames.PaymentRecorded => PaymentCodec.PaymentRecorded(reader, texts),
        EventNames.PaymentReversed => PaymentCodec.PaymentReversed(reader),
        EventNames.PaymentRefunded => PaymentCodec.PaymentRefunded(reader),
        EventNames.RepaymentPlanAgreed => PlanCodec.RepaymentPlanAgreed(reader, texts),
        EventNames.PlanLapsed => PlanCodec.PlanLapsed(reader),
        EventNames.SuspensionApproved => PlanCodec.SuspensionApproved(reader, texts),
        EventNames.SuspensionEnded => PlanCodec.SuspensionEnded(reader),
        EventNames.SuspensionProposed => SuspensionCodec.SuspensionProposed(reader, texts),
        EventNames.SuspensionDecided => SuspensionCodec.SuspensionDecided(reader),
        EventNames.CommitmentAgreed => ComplianceCodec.CommitmentAgreed(reader, texts),
        EventNames.ComplianceAssessed => ComplianceCodec.ComplianceAssessed(reader, texts),
        EventNames.CommitmentWithdrawn => ComplianceCodec.CommitmentWithdrawn(reader),
        EventNames.NoFaultClaimed => NoFaultCodec.NoFaultClaimed(reader, texts),
        EventNames.NoFaultDecided => NoFaultCodec.NoFaultDecided(reader),
        EventNames.ContactRecorded => CoachingCodec.ContactRecorded(reader, texts),
        EventNames.ResourcesLacked => CoachingCodec.ResourcesLacked(reader, texts),
        EventNames.EvaluationRecorded => CoachingCodec.EvaluationRecorded(reader, texts),
        EventNames.HostingAgreed => CoachingCodec.HostingAgreed(reader, texts),
        EventNames.ExitPlanAgreed => CoachingCodec.ExitPlanAgreed(reader, texts),
        EventNames.HostingProposed => HostingCodec.HostingProposed(reader, texts),
        EventNames.HostingDecided => HostingCodec.HostingDecided(reader),
        EventNames.HostingEnded => HostingCodec.HostingEnded(reader),
        EventNames.AddressRecorded => ProtectionCodec.AddressRecorded(reader, texts),
        EventNames.ProtectionDecided => ProtectionCodec.ProtectionDecided(reader),
        EventNames.ConsentGiven => ProtectionCodec.ConsentGiven(reader),
        EventNames.ConsentWithdrawn => ProtectionCodec.ConsentWithdrawn(reader),
        EventNames.HouseholdErased => ProtectionCodec.HouseholdErased(reader),
        _ => throw new UnknownEventException(name),
    };

    private static HouseholdEvent Decode(EventName name, ReadOnlySpan<byte> bytes, in TextOpener texts)
    {
        try
        {
            return Read(name, new FieldReader(bytes), texts);
        }
        catch (InvalidDataException malformed)
        {
            throw new MalformedEventException(name, malformed);
        }
    }
}
