namespace BudgetCoaching.Events;

/// <summary>
/// The names under which kinds of event are stored, unique over all streams. They are data, written out here and never taken from a
/// type's name: a record may be renamed, a stored name never.
/// </summary>
public static class EventNames
{
    /// <summary>Every kind is at its first schema.</summary>
    public const int Schema = 1;

    public const string HouseholdEnrolled = "HouseholdEnrolled";
    public const string CompositionRecorded = "CompositionRecorded";
    public const string ConsultantAssigned = "ConsultantAssigned";
    public const string HouseholdClosed = "HouseholdClosed";
    public const string HouseholdReopened = "HouseholdReopened";
    public const string FactCorrected = "FactCorrected";

    public const string IncomeEntryRecorded = "IncomeEntryRecorded";
    public const string IncomeReceived = "IncomeReceived";
    public const string ExpensePlanned = "ExpensePlanned";
    public const string ExpenseIncurred = "ExpenseIncurred";
    public const string BudgetEntryEnded = "BudgetEntryEnded";
    public const string OccurrenceAdjusted = "OccurrenceAdjusted";
    public const string CashCounted = "CashCounted";
    public const string BalanceObserved = "BalanceObserved";

    public const string ContractRecorded = "ContractRecorded";
    public const string ChargePosted = "ChargePosted";
    public const string OpeningArrearsRecorded = "OpeningArrearsRecorded";
    public const string InterestAndCostsAdded = "InterestAndCostsAdded";
    public const string PaymentRecorded = "PaymentRecorded";
    public const string PaymentReversed = "PaymentReversed";
    public const string PaymentRefunded = "PaymentRefunded";
    public const string CreditGranted = "CreditGranted";
    public const string ChargeDisputed = "ChargeDisputed";
    public const string DisputeClosed = "DisputeClosed";

    public const string RepaymentPlanAgreed = "RepaymentPlanAgreed";
    public const string PlanLapsed = "PlanLapsed";
    public const string SuspensionApproved = "SuspensionApproved";
    public const string SuspensionEnded = "SuspensionEnded";
    public const string SuspensionProposed = "SuspensionProposed";
    public const string SuspensionDecided = "SuspensionDecided";

    public const string CommitmentAgreed = "CommitmentAgreed";
    public const string CommitmentWithdrawn = "CommitmentWithdrawn";
    public const string ComplianceAssessed = "ComplianceAssessed";

    public const string NoFaultClaimed = "NoFaultClaimed";
    public const string NoFaultDecided = "NoFaultDecided";

    public const string ContactRecorded = "ContactRecorded";
    public const string ResourcesLacked = "ResourcesLacked";
    public const string EvaluationRecorded = "EvaluationRecorded";
    public const string HostingAgreed = "HostingAgreed";
    public const string ExitPlanAgreed = "ExitPlanAgreed";
    public const string HostingProposed = "HostingProposed";
    public const string HostingDecided = "HostingDecided";
    public const string HostingEnded = "HostingEnded";

    public const string AddressRecorded = "AddressRecorded";
    public const string ProtectionDecided = "ProtectionDecided";
    public const string ConsentGiven = "ConsentGiven";
    public const string ConsentWithdrawn = "ConsentWithdrawn";
    public const string HouseholdErased = "HouseholdErased";

    public const string AgencyCreated = "AgencyCreated";
    public const string CreditorRegistered = "CreditorRegistered";
    public const string OwnIdMapped = "OwnIdMapped";
    public const string FlatRegistered = "FlatRegistered";
    public const string PlacesHeld = "PlacesHeld";
    public const string ParameterSetPublished = "ParameterSetPublished";

    /// <summary>Every name in the log's vocabulary.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        HouseholdEnrolled, CompositionRecorded, ConsultantAssigned, HouseholdClosed, HouseholdReopened,
        FactCorrected,
        IncomeEntryRecorded, IncomeReceived, ExpensePlanned, ExpenseIncurred, BudgetEntryEnded,
        OccurrenceAdjusted, CashCounted, BalanceObserved,
        ContractRecorded, ChargePosted, OpeningArrearsRecorded, InterestAndCostsAdded, PaymentRecorded,
        PaymentReversed, PaymentRefunded, CreditGranted, ChargeDisputed, DisputeClosed,
        RepaymentPlanAgreed, PlanLapsed, SuspensionApproved, SuspensionEnded,
        SuspensionProposed, SuspensionDecided,
        CommitmentAgreed, CommitmentWithdrawn, ComplianceAssessed,
        NoFaultClaimed, NoFaultDecided,
        ContactRecorded, ResourcesLacked, EvaluationRecorded, HostingAgreed, ExitPlanAgreed,
        HostingProposed, HostingDecided, HostingEnded,
        AddressRecorded, ProtectionDecided, ConsentGiven, ConsentWithdrawn, HouseholdErased,
        AgencyCreated, CreditorRegistered, OwnIdMapped, FlatRegistered, PlacesHeld, ParameterSetPublished,
    ];
}

/// <summary>The stored name of a kind of event, and the number of the schema that its bytes follow.</summary>
public readonly record struct EventName(string Name, int Schema);

/// <summary>One event as it is stored, beside its id and meta.</summary>
public readonly record struct EncodedEvent(EventName Name, byte[] Bytes);

/// <summary>The log holds a kind of event, or a schema of one, that this program does not know: it is older than the log.</summary>
public sealed class UnknownEventException(EventName name)
    : Exception($"Event type '{name.Name}' with schema {name.Schema} is unknown to this program. Run a later version.")
{
    public EventName Name { get; } = name;
}

/// <summary>An event's bytes do not follow its schema.</summary>
public sealed class MalformedEventException(EventName name, Exception cause)
    : Exception($"The stored bytes of a {name.Name} cannot be read: {cause.Message}", cause)
{
    public EventName Name { get; } = name;
}
