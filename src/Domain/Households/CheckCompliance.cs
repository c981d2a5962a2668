using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Judges a promise (R33–R36). Promises to pay are judged by what was paid, all others by the person who checks.</summary>
/// <param name="Subject">A commitment or a plan.</param>
/// <param name="Instalment">The plan's instalment by number; null for a commitment.</param>
/// <param name="Outcome">Null for a promise to pay.</param>
/// <param name="Suspension">For an excused promise that is not about money; found without help for the others.</param>
public sealed record CheckCompliance(
    FactId Id, LocalDate JudgedOn, FactId Subject, int? Instalment, ComplianceOutcome? Outcome, FactId? Suspension, PersonalText? Evidence)
{
    /// <summary>The day on which a promise that is not about money was done after all, late; null otherwise (R38).</summary>
    public LocalDate? DoneOn { get; init; }

    /// <summary>
    /// Judges again by the set in force on the day of judgement. Otherwise a judged promise stays with the set that judged it first, so
    /// that a family is not measured by rules that came after its promise (R15, R60).
    /// </summary>
    public bool ByNewerSet { get; init; }

    /// <summary>
    /// In this order: the household is enrolled; the same check again is nothing; its id is free; the household is open (R9); the day; the
    /// subject, its instalment and that it was not withdrawn; who gives the outcome; the grace has run out (R33); no later judgement; what
    /// excuses (R35). A judgement that says nothing new is nothing; one that does names the one before it and the cause (R15).
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, CheckCompliance command, AgencyState agency, Today today)
    {
        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        if (state.Find(command.Id)?.Original is ComplianceAssessed known && IsSame(known, command))
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        var refusal = Recording.Reused(state, command.Id)
            ?? Recording.Closed(state)
            ?? Conditions.Past(command.JudgedOn, today, "judged_on")
            ?? Conditions.Short(command.Evidence, Bounds.NameLengthMax, "evidence");
        if (refusal is not null)
        {
            return refusal;
        }

        if (FindPromise(state, command, out refusal) is not { } promise)
        {
            return refusal!;
        }

        if (agency.Parameters.InForce(command.JudgedOn) is not { } set)
        {
            return new Refusal(Reasons.AgencyUnknown, "The agency has not been created: it has no parameters to judge by.");
        }

        return CheckOutcome(command, promise) is { } misplaced ? misplaced : Decide(state, command, promise, agency.Parameters, set);
    }

    private static Decision<HouseholdEvent> Decide(
        HouseholdState state, CheckCompliance command, Promise promise, ParameterHistory history, ParameterSet inForce)
    {
        var before = JudgedPromise.All(state.Facts(), LocalDate.MaxIsoValue)
            .FirstOrDefault(judged => judged.Promise.Subject == promise.Subject && judged.Promise.Instalment == promise.Instalment)?
            .Latest;
        var set = command.ByNewerSet ? inForce : history.Find(before?.Basis.ParameterSet) ?? inForce;
        var refusal = CheckDay(command, promise, before, set.Values);
        if (refusal is not null)
        {
            return refusal;
        }

        var judgement = promise.IsPayment
            ? ComplianceCalculator.Judge(state.Facts(), promise, command.JudgedOn, set.Values, history)
            : Given(state, command, promise, out refusal);
        if (judgement is null)
        {
            return refusal ?? new Refusal(Reasons.PlanNotActive, "The plan ended by the instalment's due date: it was never due.");
        }

        if (before is not null && SaysSame(before, judgement))
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        return new ComplianceAssessed(
            command.Id,
            command.JudgedOn,
            command.Subject,
            command.Instalment,
            judgement.Outcome,
            judgement.Due,
            judgement.PaidInTime,
            judgement.CuredOn,
            judgement.Suspension,
            before?.Id,
            before is null ? null : JudgementCause.Find(state, promise, before, judgement, command.JudgedOn, set.Values, history),
            new JudgementBasis(set.Id, set.ContentHash, ComplianceCalculator.Number),
            command.Evidence);
    }

    private static Promise? FindPromise(HouseholdState state, CheckCompliance command, out Refusal? refusal)
    {
        refusal = null;
        if (state.Find(command.Subject) is not { Live: { } subject })
        {
            refusal = Conditions.At(
                Reasons.SubjectUnknown,
                "subject",
                $"No promise {command.Subject} is recorded.",
                new RefusalDetail("subject", command.Subject.ToString()));
            return null;
        }

        var promise = Promise.Of(subject, command.Instalment);
        if (promise is not null && state.Live<CommitmentWithdrawn>().Any(w => w.Commitment == subject.Id && w.Date <= promise.DueDate))
        {
            refusal = Conditions.At(Reasons.CommitmentWithdrawn, "subject", "The promise was withdrawn by its due date.");
            return null;
        }

        if (promise is null)
        {
            refusal = subject switch
            {
                CommitmentAgreed => Conditions.At(Reasons.ValueNotExpected, "instalment", "A commitment has no instalments."),
                RepaymentPlanAgreed when command.Instalment is null =>
                    Conditions.At(Reasons.ValueMissing, "instalment", "A plan is judged by its instalments."),
                RepaymentPlanAgreed plan => Conditions.At(
                    Reasons.InstalmentUnknown,
                    "instalment",
                    $"The plan has no instalment {command.Instalment}: it has {plan.Instalments.Count}.",
                    new RefusalDetail("instalment", FormattableString.Invariant($"{command.Instalment}")),
                    new RefusalDetail("instalment_count", FormattableString.Invariant($"{plan.Instalments.Count}"))),
                _ => Conditions.At(Reasons.ReferenceWrongKind, "subject", $"{command.Subject} is a {subject.GetType().Name}, no promise."),
            };
        }

        return promise;
    }

    private static Refusal? CheckOutcome(CheckCompliance command, Promise promise)
    {
        if (!promise.IsPayment)
        {
            return command.Outcome is not { } given
                ? Conditions.At(Reasons.OutcomeMissing, "outcome", "A promise that is not about money is judged by a person.")
                : Conditions.Chosen(given, "outcome") ?? CheckDone(command, promise);
        }

        return command.Outcome is not null ? Conditions.At(Reasons.OutcomeComputed, "outcome", "This outcome is computed; give none.")
            : command.Suspension is not null
                ? Conditions.At(Reasons.ValueNotExpected, "suspension", "What excuses a promise to pay is found in the facts; give none.")
            : command.DoneOn is not null
                ? Conditions.At(Reasons.ValueNotExpected, "done_on", "When a promise to pay was paid is found in the facts; give none.")
            : null;
    }

    /// <summary>Late is after the due date, and does not turn the outcome into kept (R34, R38).</summary>
    private static Refusal? CheckDone(CheckCompliance command, Promise promise)
        => command.DoneOn is not { } done ? null
            : command.Outcome is not (ComplianceOutcome.Broken or ComplianceOutcome.PartlyKept)
                ? Conditions.At(Reasons.ValueNotExpected, "done_on", "Only a promise that was not kept in time was done late.")
            : Conditions.InOrder(promise.DueDate.PlusDays(1), done, "done_on") ?? Conditions.InOrder(done, command.JudgedOn, "judged_on");

    private static Refusal? CheckDay(CheckCompliance command, Promise promise, ComplianceAssessed? before, ParameterValues values)
    {
        var first = ComplianceCalculator.FirstDayOfJudgement(promise.DueDate, values);
        if (command.JudgedOn < first)
        {
            return new Refusal(
                Reasons.NotYetJudgeable,
                $"The promise can be judged from {Conditions.Text(first)} on.",
                [new RefusalDetail("first_day", Conditions.Text(first))]);
        }

        return before?.JudgedOn > command.JudgedOn
            ? new Refusal(
                Reasons.JudgedLater,
                $"The promise is judged as of {Conditions.Text(before.JudgedOn)} already.",
                [new RefusalDetail("judged_on", Conditions.Text(before.JudgedOn))])
            : null;
    }

    /// <summary>What a person says of a promise that is not about money.</summary>
    private static Judgement? Given(HouseholdState state, CheckCompliance command, Promise promise, out Refusal? refusal)
    {
        var isExcused = command.Outcome == ComplianceOutcome.Excused;
        var covers = command.Suspension is { } named
            && state.Find(named)?.Live is SuspensionApproved approved
            && CoveringSuspension.Covers(state.Facts(), approved, promise.DueDate, command.JudgedOn);
        refusal = isExcused && !covers
            ? Conditions.At(Reasons.SuspensionNotCovering, "suspension", "Excused names an approved suspension that covers the due date.")
            : !isExcused && command.Suspension is not null
                ? Conditions.At(Reasons.ValueNotExpected, "suspension", "Only an excused promise names a suspension.")
            : null;
        return refusal is null
            ? new Judgement(command.Outcome!.Value, Money.Zero, Money.Zero, command.DoneOn, command.Suspension)
            : null;
    }

    private static bool SaysSame(ComplianceAssessed before, Judgement judgement)
        => judgement == new Judgement(before.Outcome, before.Due, before.PaidInTime, before.CuredOn, before.Suspension);

    /// <summary>The outcome of a promise to pay may have changed since: a repeat of its check is a repeat all the same.</summary>
    private static bool IsSame(ComplianceAssessed known, CheckCompliance command)
        => known.JudgedOn == command.JudgedOn
            && known.Subject == command.Subject
            && known.Instalment == command.Instalment
            && known.Evidence == command.Evidence
            && (command.Outcome is null
                || (known.Outcome == command.Outcome && known.Suspension == command.Suspension && known.CuredOn == command.DoneOn));
}
