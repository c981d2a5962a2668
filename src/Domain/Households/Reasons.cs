namespace BudgetCoaching.Domain.Households;

/// <summary>Why a command may be refused: the stable reasons, each with the sentence that the list of errors shows.</summary>
public static class Reasons
{
    /// <summary>No household is enrolled under this id; enrol it first.</summary>
    public const string HouseholdNotEnrolled = "HOUSEHOLD_NOT_ENROLLED";

    /// <summary>A household with this id is enrolled with another agency, day or label, as "differing" says; choose another id.</summary>
    public const string HouseholdExists = "HOUSEHOLD_EXISTS";

    /// <summary>The household is closed: only corrections, follow-up evaluations and re-opening are accepted (R9).</summary>
    public const string HouseholdIsClosed = "HOUSEHOLD_CLOSED";

    /// <summary>The household is not closed, so there is nothing to re-open.</summary>
    public const string HouseholdNotClosed = "HOUSEHOLD_NOT_CLOSED";

    /// <summary>The id already belongs to a fact or correction with other contents; choose a new id, or correct the fact.</summary>
    public const string FactIdReused = "FACT_ID_REUSED";

    /// <summary>This kind of fact is recorded by a command of its own, which checks more.</summary>
    public const string FactHasOwnCommand = "FACT_HAS_OWN_COMMAND";

    /// <summary>No fact is recorded under this id; enrolment, closing, re-opening and corrections are not corrected (R4).</summary>
    public const string FactUnknown = "FACT_UNKNOWN";

    /// <summary>Another correction is in force than the one named; read the fact again and name its live correction (R4).</summary>
    public const string CorrectionSuperseded = "CORRECTION_SUPERSEDED";

    /// <summary>The replacement must be of the same kind as the fact it corrects (R4); void it and record another instead.</summary>
    public const string CorrectionOtherKind = "CORRECTION_OTHER_KIND";

    /// <summary>The replacement must carry the id of the fact it corrects (R4).</summary>
    public const string CorrectionOtherId = "CORRECTION_OTHER_ID";

    /// <summary>Something that has happened cannot be effective after the day on which it is recorded (R3).</summary>
    public const string DateAfterRecordedDay = "DATE_AFTER_RECORDED_DAY";

    /// <summary>The date lies outside the years that the books cover, 1900 to 2199.</summary>
    public const string DateOutOfRange = "DATE_OUT_OF_RANGE";

    /// <summary>Two dates stand in the wrong order, such as a due date before its issue date.</summary>
    public const string DatesOutOfOrder = "DATES_OUT_OF_ORDER";

    /// <summary>The text is not a date of the form 2026-03-05.</summary>
    public const string DateUnreadable = "DATE_UNREADABLE";

    /// <summary>The amount must be above zero: the kind of event gives the direction (R7).</summary>
    public const string AmountNotPositive = "AMOUNT_NOT_POSITIVE";

    /// <summary>The amount must not be below zero.</summary>
    public const string AmountNegative = "AMOUNT_NEGATIVE";

    /// <summary>The amount is above 100,000,000.00: surely a slip.</summary>
    public const string AmountTooLarge = "AMOUNT_TOO_LARGE";

    /// <summary>Parts and total do not agree, such as designated amounts above the payment.</summary>
    public const string AmountsDisagree = "AMOUNTS_DISAGREE";

    /// <summary>The number lies outside its bounds.</summary>
    public const string ValueOutOfRange = "VALUE_OUT_OF_RANGE";

    /// <summary>A choice was left open or is not one of those offered.</summary>
    public const string ValueUnspecified = "VALUE_UNSPECIFIED";

    /// <summary>A field that this kind needs is absent.</summary>
    public const string ValueMissing = "VALUE_MISSING";

    /// <summary>A field is given that this kind cannot have.</summary>
    public const string ValueNotExpected = "VALUE_NOT_EXPECTED";

    /// <summary>The word must be 1 to 64 of a-z, 0-9, hyphen, underscore and point, beginning with a letter or digit.</summary>
    public const string SlugInvalid = "SLUG_INVALID";

    /// <summary>The text is longer than its field allows.</summary>
    public const string TextTooLong = "TEXT_TOO_LONG";

    /// <summary>The list has more items than allowed.</summary>
    public const string ListTooLong = "LIST_TOO_LONG";

    /// <summary>The list must have an item.</summary>
    public const string ListEmpty = "LIST_EMPTY";

    /// <summary>The list names the same thing twice.</summary>
    public const string ListRepeats = "LIST_REPEATS";

    /// <summary>What is referred to is recorded, but as another kind of fact.</summary>
    public const string ReferenceWrongKind = "REFERENCE_WRONG_KIND";

    /// <summary>What is referred to belongs to another creditor; debts of different creditors never mix (R16).</summary>
    public const string ReferenceOtherCreditor = "REFERENCE_OTHER_CREDITOR";

    /// <summary>By its rule the entry has no occurrence on this date; name the date before any shift or change (R44).</summary>
    public const string OccurrenceUnknown = "OCCURRENCE_UNKNOWN";

    /// <summary>The agency has not registered this creditor, or the creditor named is another agency's.</summary>
    public const string CreditorUnknown = "CREDITOR_UNKNOWN";

    /// <summary>No plan is recorded under this id.</summary>
    public const string PlanUnknown = "PLAN_UNKNOWN";

    /// <summary>The plan has lapsed, was replaced or is void on that day.</summary>
    public const string PlanNotActive = "PLAN_NOT_ACTIVE";

    /// <summary>Another plan with the same creditor is active in that time; name it as replaced, with the reason (R39).</summary>
    public const string PlanActive = "PLAN_ACTIVE";

    /// <summary>A court-ordered plan cannot be replaced by an ordinary one (R39).</summary>
    public const string PlanCourtOrdered = "PLAN_COURT_ORDERED";

    /// <summary>A plan needs the household's acceptance, on or before the day of signature (R43).</summary>
    public const string PlanNotAccepted = "PLAN_NOT_ACCEPTED";

    /// <summary>The acknowledged debt is below the least for which the agency makes plans (R41).</summary>
    public const string PlanDebtTooSmall = "PLAN_DEBT_TOO_SMALL";

    /// <summary>From first to last due date the plan takes more months than the agency's table allows for this debt (R41).</summary>
    public const string PlanTooLong = "PLAN_TOO_LONG";

    /// <summary>A check blocks the plan: agree on another, or name who lets it pass and why (R43).</summary>
    public const string PlanNotSustainable = "PLAN_NOT_SUSTAINABLE";

    /// <summary>No cash was counted by that day, so that no balance can be told: count it, or give what is at hand (R44).</summary>
    public const string CashNotCounted = "CASH_NOT_COUNTED";

    /// <summary>Sums of a financial statement do not add up; each is named, with what it says and what its parts come to.</summary>
    public const string StatementSumDiffers = "STATEMENT_SUM_DIFFERS";

    /// <summary>Entries of the budget run that a statement would count twice; replace them, or end them first.</summary>
    public const string BudgetRunning = "BUDGET_RUNNING";

    /// <summary>The instalments do not add up to the covered debt and the agreed interest (R40).</summary>
    public const string PlanSumDiffers = "PLAN_SUM_DIFFERS";

    /// <summary>By the agency's parameters plans bear no interest: ask for none, or publish a set with the legal rate (R42).</summary>
    public const string PlanBearsNoInterest = "PLAN_BEARS_NO_INTEREST";

    /// <summary>The agency's table has no legal rate for the day after the signature (R42).</summary>
    public const string LegalRateUnknown = "LEGAL_RATE_UNKNOWN";

    /// <summary>An instalment would be below 0.01; agree on fewer (R40).</summary>
    public const string InstalmentTooSmall = "INSTALMENT_TOO_SMALL";

    /// <summary>Who approves a suspension or a hosting or decides a claim must be another person than who proposed it (R35, R51).</summary>
    public const string FourEyes = "FOUR_EYES";

    /// <summary>A suspension, a claim or the renewal of a hosting needs a reference to its evidence (R35, R52).</summary>
    public const string EvidenceMissing = "EVIDENCE_MISSING";

    /// <summary>One decision cannot suspend for more months than the agency allows (R35).</summary>
    public const string SuspensionTooLong = "SUSPENSION_TOO_LONG";

    /// <summary>No promise or plan is recorded under this id, or it is void.</summary>
    public const string SubjectUnknown = "SUBJECT_UNKNOWN";

    /// <summary>The plan has no instalment of this number.</summary>
    public const string InstalmentUnknown = "INSTALMENT_UNKNOWN";

    /// <summary>The grace has not run out on the day of judgement (R33).</summary>
    public const string NotYetJudgeable = "NOT_YET_JUDGEABLE";

    /// <summary>The subject has a later judgement already; a day before it cannot be judged any more.</summary>
    public const string JudgedLater = "JUDGED_LATER";

    /// <summary>A promise that is not about money is judged by a person: give the outcome.</summary>
    public const string OutcomeMissing = "OUTCOME_MISSING";

    /// <summary>The outcome of a promise to pay is computed from the payments; give none.</summary>
    public const string OutcomeComputed = "OUTCOME_COMPUTED";

    /// <summary>Excused needs an approved suspension that covers the due date (R35).</summary>
    public const string SuspensionNotCovering = "SUSPENSION_NOT_COVERING";

    /// <summary>The promise was withdrawn by its due date, so that there is nothing to judge (R38).</summary>
    public const string CommitmentWithdrawn = "COMMITMENT_WITHDRAWN";

    /// <summary>No claim of no-fault arrears is recorded under this id, or it is void.</summary>
    public const string ClaimUnknown = "CLAIM_UNKNOWN";

    /// <summary>The claim was decided already; void that decision first, or claim again.</summary>
    public const string ClaimDecided = "CLAIM_DECIDED";

    /// <summary>No proposal of this kind is recorded under this id, or it is void.</summary>
    public const string ProposalUnknown = "PROPOSAL_UNKNOWN";

    /// <summary>The proposal was decided already; void that decision first, or propose again.</summary>
    public const string ProposalDecided = "PROPOSAL_DECIDED";

    /// <summary>Nothing like this was proposed and is still open: have it proposed first, by another person (R35).</summary>
    public const string ProposalMissing = "PROPOSAL_MISSING";

    /// <summary>This person approved the proposal already; the other approval must be another person's (R51).</summary>
    public const string ApproverRepeated = "APPROVER_REPEATED";

    /// <summary>The household cannot be hosted: "failed" lists every condition that is not met (R51).</summary>
    public const string HostingNotEligible = "HOSTING_NOT_ELIGIBLE";

    /// <summary>No hosting is recorded under this id, or it is void.</summary>
    public const string HostingUnknown = "HOSTING_UNKNOWN";

    /// <summary>One hosting cannot last more months than the agency allows (R52).</summary>
    public const string HostingTermTooLong = "HOSTING_TERM_TOO_LONG";

    /// <summary>There is no third term: a hosting is renewed once, and all together last no more months than the agency allows (R52).</summary>
    public const string HostingTermsSpent = "HOSTING_TERMS_SPENT";

    /// <summary>A renewal is asked for before the hosting ends (R52).</summary>
    public const string HostingRenewalLate = "HOSTING_RENEWAL_LATE";

    /// <summary>The household is hosted in a part of this time already.</summary>
    public const string HostingOverlaps = "HOSTING_OVERLAPS";

    /// <summary>The hosting is over by this day, or was ended already.</summary>
    public const string HostingOver = "HOSTING_OVER";

    /// <summary>What was decided about a hosting is not corrected, as places hang on it: end the hosting, or propose again.</summary>
    public const string HostingSettled = "HOSTING_SETTLED";

    /// <summary>Evaluations of a course follow each other: entry, intermediate ones, exit, follow-up (R58).</summary>
    public const string EvaluationOutOfOrder = "EVALUATION_OUT_OF_ORDER";

    /// <summary>The id is of a form that no household may have; choose a random UUID.</summary>
    public const string HouseholdIdReserved = "HOUSEHOLD_ID_RESERVED";

    /// <summary>The agency has not been created; create it first.</summary>
    public const string AgencyUnknown = "AGENCY_UNKNOWN";

    /// <summary>An agency with this id exists under another name or day; choose another id.</summary>
    public const string AgencyExists = "AGENCY_EXISTS";

    /// <summary>The id already belongs to a creditor registered under another name or day.</summary>
    public const string CreditorIdReused = "CREDITOR_ID_REUSED";

    /// <summary>No flat is registered under this id.</summary>
    public const string FlatUnknown = "FLAT_UNKNOWN";

    /// <summary>The flat has too few free places on the day named (R54).</summary>
    public const string PlacesTaken = "PLACES_TAKEN";

    /// <summary>The own id leads to something else already; release it first, or look up what it leads to.</summary>
    public const string OwnIdTaken = "OWN_ID_TAKEN";

    /// <summary>What the own id should lead to is not recorded.</summary>
    public const string OwnIdTargetUnknown = "OWN_ID_TARGET_UNKNOWN";

    /// <summary>The id already belongs to a published set with other contents; a set is never edited, publish another (R60).</summary>
    public const string ParameterSetIdReused = "PARAMETER_SET_ID_REUSED";

    /// <summary>Values of the set lie outside their bounds; each is named.</summary>
    public const string ParametersInvalid = "PARAMETERS_INVALID";
}
