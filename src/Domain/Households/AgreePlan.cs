using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Agrees a repayment plan: instalments over acknowledged debts (R39–R43, R59).</summary>
/// <param name="LumpSum">Paid apart from the instalments, before them, and not counted in their months (R41); becomes number 1.</param>
/// <param name="AcceptedOn">When the household accepted; null is refused (R43).</param>
/// <param name="ReviewOn">Null: the agency's months after the signature.</param>
public sealed record AgreePlan(
    FactId Id,
    LocalDate SignedOn,
    CreditorId Creditor,
    ValueList<CoveredCharge> Covered,
    Money Interest,
    PlanSchedule Schedule,
    ScheduledAmount? LumpSum,
    bool CurrentBillFirst,
    bool CourtOrdered,
    LocalDate? AcceptedOn,
    LocalDate? ReviewOn,
    PlanReplacement? Replaces,
    PersonalText? Note)
{
    /// <summary>
    /// The interest is computed by the agency's table of legal rates, from the signature on and on what the payments leave of the debt, in
    /// the place of an agreed one (R42).
    /// </summary>
    public bool BearsLegalInterest { get; init; }

    /// <summary>Who lets the plan pass although a check blocks it; null: nobody does. Stored only where one blocks.</summary>
    public PlanOverride? Override { get; init; }

    /// <summary>
    /// In this order: the household is enrolled; the household's acceptance (R43); the amounts and the schedule (R40); legal interest, if
    /// asked for (R42); the same plan again is nothing; its id is free; the household is open (R9); the agency's least debt and table
    /// (R41); the content; the other plans (R39); whether the household can keep it, which a court does not ask (R43).
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, AgreePlan command, AgencyState agency, Today today)
    {
        var refusal = Recording.NotEnrolled(state)
            ?? Conditions.Day(command.SignedOn, "signed_on")
            ?? (command.AcceptedOn is null
                ? Conditions.At(Reasons.PlanNotAccepted, "accepted_on", "A plan needs the household's acceptance.")
                : null)
            ?? CheckAmounts(command)
            ?? CheckSchedule(command)
            ?? CheckOverride(command);
        if (refusal is not null)
        {
            return refusal;
        }

        var set = agency.Parameters.InForce(command.SignedOn);
        if (command.BearsLegalInterest)
        {
            if (LegalInterest.Check(command.Interest, command.SignedOn, set?.Values.Planning, today.Date, "") is { } unborne)
            {
                return unborne;
            }

            command = command with { Interest = LegalInterestOf(state, command, set!.Values.Planning, today) };
        }

        if (Instalments(command, Debt(command) + command.Interest) is not { } instalments)
        {
            return Conditions.At(Reasons.InstalmentTooSmall, "schedule.count", "An instalment would be below 0.01.");
        }

        var values = set?.Values;
        var plan = Plan(command, instalments, ReviewDay(state, command, values));
        if (state.Find(plan.Id)?.Original is RepaymentPlanAgreed known && IsSame(known, plan, command.Override))
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        refusal = Recording.Reused(state, plan.Id)
            ?? Recording.Closed(state)
            ?? (values is null ? null : CheckTable(command, plan, values));
        if (refusal is not null)
        {
            return refusal;
        }

        return Recording.Record(state, plan, agency, today) is Decision<HouseholdEvent>.Refused refused
            ? refused
            : Judged(command, plan, set is null ? null : PlanJudgement.Of(state.Facts(), plan, set, today));
    }

    /// <summary>What was judged of the plan that is known stays, though the budget may have changed since.</summary>
    private static bool IsSame(RepaymentPlanAgreed known, RepaymentPlanAgreed plan, PlanOverride? given)
        => known == plan with { Judgement = known.Judgement }
            && (known.Judgement?.Override is not { } stored || stored == given);

    private static Decision<HouseholdEvent> Judged(AgreePlan command, RepaymentPlanAgreed plan, PlanJudgement? judgement)
    {
        if (judgement is not { Verdict: CheckVerdict.Block } || command.CourtOrdered)
        {
            return plan with { Judgement = judgement };
        }

        if (command.Override is not null)
        {
            return plan with { Judgement = judgement with { Override = command.Override } };
        }

        var blocking = judgement.Checks.Where(check => check.Verdict == CheckVerdict.Block).ToList();
        var worst = blocking[0];
        return new Refusal(
            Reasons.PlanNotSustainable,
            $"The plan is blocked by {string.Join(", ", blocking.Select(check => check.Kind))}: {worst.Figure} against {worst.Limit}.",
            [
                new RefusalDetail("checks", string.Join(',', blocking.Select(check => check.Kind))),
                new RefusalDetail("figure", worst.Figure.ToString()),
                new RefusalDetail("limit", worst.Limit.ToString()),
            ]);
    }

    private static Refusal? CheckOverride(AgreePlan command)
        => command.Override is { } given
            ? Conditions.Slugged(given.Decider.Value, "override.decider") ?? Conditions.Slugged(given.ReasonCode, "override.reason_code")
            : null;

    private static Refusal? CheckAmounts(AgreePlan command)
        => Conditions.Some(command.Covered.Count, Bounds.CoveredChargesMax, "covered")
            ?? Conditions.First(command.Covered, covered => Conditions.Positive(covered.Amount, "covered.amount"))
            ?? Conditions.NotNegative(command.Interest, "interest")
            ?? (command.LumpSum is { } lump
                ? Conditions.Day(lump.DueDate, "lump_sum.due_date")
                    ?? Conditions.InOrder(command.SignedOn, lump.DueDate, "lump_sum.due_date")
                    ?? Conditions.Positive(lump.Amount, "lump_sum.amount")
                : null);

    private static Refusal? CheckSchedule(AgreePlan command) => command.Schedule switch
    {
        PlanSchedule.EqualMonthly equal => CheckEqual(command, equal.Every),
        PlanSchedule.Equal equal => CheckEqual(command, equal),
        PlanSchedule.Explicit listed => Conditions.Some(listed.Amounts.Count, Bounds.InstalmentsMax, "schedule.amounts"),
        _ => throw new InvalidOperationException($"{command.Schedule.GetType().Name} is no schedule known here."),
    };

    private static Refusal? CheckEqual(AgreePlan command, PlanSchedule.Equal equal)
        => Conditions.Chosen(equal.Frequency, "schedule.frequency")
            ?? Conditions.Within(equal.Count, 1, equal.Frequency == Frequency.OneOff ? 1 : Bounds.InstalmentsMax, "schedule.count")
            ?? Conditions.Within(equal.DayOfMonth, 1, InstalmentSchedule.LastDayOfMonth, "schedule.day_of_month")
            ?? Conditions.Day(equal.FirstDueDate, "schedule.first_due_date")
            ?? Conditions.InOrder(command.SignedOn, equal.FirstDueDate, "schedule.first_due_date")
            ?? Conditions.Day(equal.Due(equal.Count - 1), "schedule.count")
            ?? (equal.Due(0) == equal.FirstDueDate
                ? null
                : Conditions.At(Reasons.ValueOutOfRange, "schedule.day_of_month", "The first due date must fall on the day of the month."));

    /// <summary>
    /// On the debt in the same instalments without interest; a repeat keeps what was agreed, though another rate may be known since.
    /// </summary>
    private static Money LegalInterestOf(HouseholdState state, AgreePlan command, PlanningValues values, Today today)
        => (state.Find(command.Id)?.Original as RepaymentPlanAgreed)?.Interest
            ?? (Instalments(command, Debt(command)) is { } capital
                ? PlanInterest.Of(
                    Debt(command),
                    command.SignedOn,
                    capital.Select(part => new ScheduledAmount(part.DueDate, part.Amount)).ToValueList(),
                    values,
                    today.Date)!.Value
                : Money.Zero);

    /// <summary>Null when an equal instalment would be below 0.01.</summary>
    /// <param name="total">Of all instalments, the lump sum included.</param>
    private static ValueList<Instalment>? Instalments(AgreePlan command, Money total)
    {
        var lump = command.LumpSum is { } sum ? new Instalment(1, sum.DueDate, sum.Amount) : (Instalment?)null;
        var firstNumber = lump is null ? 1 : 2;
        var rest = total - (lump?.Amount ?? Money.Zero);
        var instalments = command.Schedule switch
        {
            PlanSchedule.EqualMonthly equal => equal.Every.Instalments(rest, firstNumber),
            PlanSchedule.Equal equal => equal.Instalments(rest, firstNumber),
            PlanSchedule.Explicit listed => listed.Amounts
                .Select((part, i) => new Instalment(firstNumber + i, part.DueDate, part.Amount))
                .ToValueList(),
            _ => throw new InvalidOperationException($"{command.Schedule.GetType().Name} is no schedule known here."),
        };
        return lump is { } first && instalments is { } others ? [first, .. others] : instalments;
    }

    /// <summary>A repeat keeps the review that was agreed, though the agency's months may have changed since.</summary>
    private static LocalDate ReviewDay(HouseholdState state, AgreePlan command, ParameterValues? values)
        => command.ReviewOn
            ?? (state.Find(command.Id)?.Original as RepaymentPlanAgreed)?.ReviewOn
            ?? command.SignedOn.PlusMonths(values?.ReviewMonths ?? ShippedDefaults.Values.ReviewMonths);

    private static RepaymentPlanAgreed Plan(AgreePlan command, ValueList<Instalment> instalments, LocalDate reviewOn) => new(
        command.Id,
        command.SignedOn,
        command.Creditor,
        command.Covered,
        command.Interest,
        instalments,
        command.CurrentBillFirst,
        command.CourtOrdered,
        command.AcceptedOn!.Value,
        reviewOn,
        command.Replaces,
        command.Note);

    /// <summary>A court sets its own terms: the agency's table binds ordinary plans only.</summary>
    private static Refusal? CheckTable(AgreePlan command, RepaymentPlanAgreed plan, ParameterValues values)
    {
        if (command.CourtOrdered)
        {
            return null;
        }

        if (InstalmentLimit.MonthsFor(Debt(command), values) is not { } monthsMax)
        {
            return new Refusal(
                Reasons.PlanDebtTooSmall,
                $"The agency makes no plan below {values.PlanMinimumDebt}.",
                [new RefusalDetail("minimum", values.PlanMinimumDebt.ToString())]);
        }

        var first = plan.Instalments[command.LumpSum is null ? 0 : 1];
        var months = InstalmentSchedule.Months(first.DueDate, plan.Instalments[^1].DueDate);
        return months <= monthsMax
            ? null
            : new Refusal(
                Reasons.PlanTooLong,
                $"The plan takes {months} months; the agency's table allows {monthsMax} for this debt.",
                [
                    new RefusalDetail("months", FormattableString.Invariant($"{months}")),
                    new RefusalDetail("months_max", FormattableString.Invariant($"{monthsMax}")),
                ]);
    }

    private static Money Debt(AgreePlan command) => new(command.Covered.Sum(covered => covered.Amount.Cents));
}

/// <summary>How the instalments of a plan are laid out.</summary>
public abstract record PlanSchedule
{
    private PlanSchedule()
    {
    }

    /// <summary>Equal instalments a month apart; the last takes the rounding (R40).</summary>
    /// <param name="DayOfMonth">1 to 31; 31 is the last day of every month.</param>
    public sealed record EqualMonthly(int Count, LocalDate FirstDueDate, int DayOfMonth) : PlanSchedule
    {
        internal Equal Every => new(Count, Frequency.Monthly, FirstDueDate, DayOfMonth);
    }

    /// <summary>Equal instalments weeks or months apart; the last takes the rounding (R40). A one-off is a single payment.</summary>
    /// <param name="DayOfMonth">1 to 31, where months are counted; 31 is the last day of every month.</param>
    public sealed record Equal(int Count, Frequency Frequency, LocalDate FirstDueDate, int DayOfMonth) : PlanSchedule
    {
        internal LocalDate Due(int index) => InstalmentSchedule.Due(Frequency, FirstDueDate, DayOfMonth, index);

        internal ValueList<Instalment>? Instalments(Money total, int firstNumber)
            => InstalmentSchedule.Equal(total, Count, Frequency, FirstDueDate, DayOfMonth, firstNumber);
    }

    /// <summary>As written in the plan, in order of due date.</summary>
    public sealed record Explicit(ValueList<ScheduledAmount> Amounts) : PlanSchedule;
}

public readonly record struct ScheduledAmount(LocalDate DueDate, Money Amount);
