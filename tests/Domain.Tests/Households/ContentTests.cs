using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Households.FactRules;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>What a fact may say: effective dates (R3), amounts above zero (R7), promises (R32).</summary>
public sealed class ContentTests
{
    private static readonly string Long = new('x', Bounds.NoteLengthMax + 1);

    [Fact]
    public void Something_that_happened_cannot_be_effective_after_the_recorded_day()
    {
        const string Tomorrow = "2026-07-01";
        Refuses(
            Reasons.DateAfterRecordedDay,
            Charge(90, Tomorrow, Tomorrow),
            Payment(90, Tomorrow, 10),
            Kind<CompositionRecorded>() with { Date = Day(Tomorrow) },
            Kind<ConsultantAssigned>() with { Date = Day(Tomorrow) },
            Kind<IncomeEntryRecorded>() with { Date = Day(Tomorrow) },
            Kind<IncomeReceived>() with { Date = Day(Tomorrow) },
            Kind<ExpensePlanned>() with { Date = Day(Tomorrow) },
            Kind<ExpenseIncurred>() with { Date = Day(Tomorrow) },
            Kind<BudgetEntryEnded>() with { Date = Day(Tomorrow) },
            Kind<OccurrenceAdjusted>() with { Date = Day(Tomorrow) },
            Kind<CashCounted>() with { Date = Day(Tomorrow) },
            Kind<ContractRecorded>() with { SignedOn = Day(Tomorrow) },
            Kind<OpeningArrearsRecorded>() with { Date = Day(Tomorrow) },
            Kind<InterestAndCostsAdded>() with { Date = Day(Tomorrow) },
            Kind<PaymentReversed>() with { ReturnDate = Day(Tomorrow) },
            Kind<PaymentRefunded>() with { Date = Day(Tomorrow) },
            Kind<CreditGranted>() with { Date = Day(Tomorrow) },
            Kind<ChargeDisputed>() with { Date = Day(Tomorrow) },
            Kind<DisputeClosed>() with { Date = Day(Tomorrow) },
            Kind<CommitmentWithdrawn>() with { Date = Day(Tomorrow) },
            Kind<NoFaultClaimed>() with { Date = Day(Tomorrow) },
            Kind<NoFaultClaimed>() with { CauseOn = Day(Tomorrow) },
            Kind<ContactRecorded>() with { Date = Day(Tomorrow) },
            Kind<ResourcesLacked>() with { Date = Day(Tomorrow) },
            Kind<EvaluationRecorded>() with { Date = Day(Tomorrow) },
            Kind<HostingAgreed>() with { Date = Day(Tomorrow) },
            Kind<ExitPlanAgreed>() with { Date = Day(Tomorrow) });
    }

    [Fact]
    public void Promises_and_the_end_of_a_suspension_may_lie_after_the_recorded_day()
    {
        Decide(Promised(90, "2026-07-05", "2026-08-01", 10)).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        Decide(new SuspensionEnded(Id(90), Day("2026-08-01"), Id(21))).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
    }

    [Fact]
    public void Dates_outside_the_years_of_the_books_are_refused() => Refuses(
        Reasons.DateOutOfRange,
        Charge(90, "1899-12-31", "2026-01-01"),
        Charge(90, "2026-01-01", "2200-01-01"),
        Kind<ContractRecorded>() with { Term = new DateSpan(Day("2019-01-01"), Day("2200-01-01")) },
        Promised(90, "2026-01-01", "2200-01-01", 1));

    [Fact]
    public void Dates_in_the_wrong_order_are_refused() => Refuses(
        Reasons.DatesOutOfOrder,
        Charge(90, "2026-02-02", "2026-02-01"),
        Charge(90) with { Period = new DateSpan(Day("2026-02-01"), Day("2026-02-01")) },
        Kind<ContractRecorded>() with { Term = new DateSpan(Day("2019-01-02"), Day("2019-01-01")) },
        Kind<IncomeEntryRecorded>() with { Recurrence = new Recurrence(Frequency.Weekly, Day("2026-01-02"), Day("2026-01-01")) },
        Promised(90, "2026-02-02", "2026-02-01", 1));

    [Fact]
    public void Amounts_must_be_above_zero() => Refuses(
        Reasons.AmountNotPositive,
        Charge(90, amount: 0),
        Payment(90, "2026-03-01", 0),
        Payment(90, "2026-03-01", -1),
        Kind<IncomeReceived>() with { Amount = Money.Zero },
        Kind<IncomeEntryRecorded>() with { Amount = Money.Zero },
        Kind<ExpensePlanned>() with { Amount = Money.Zero },
        Kind<ExpenseIncurred>() with { Amount = Money.Zero },
        Kind<ContractRecorded>() with { Amount = Money.Zero },
        Kind<OpeningArrearsRecorded>() with { Amount = default },
        Kind<InterestAndCostsAdded>() with { Interest = Money.Zero },
        Kind<PaymentRefunded>() with { Amount = Money.Zero },
        Kind<CreditGranted>() with { Amount = Money.Zero },
        Kind<ChargeDisputed>() with { Amount = Money.Zero },
        Promised(90, "2026-01-01", "2026-01-02", 0),
        Payment(90, "2026-03-01", 1) with { Designation = Designated((Id(10), 0)) });

    [Fact]
    public void Parts_of_a_debt_and_counted_cash_must_not_be_below_zero() => Refuses(
        Reasons.AmountNegative,
        Charge(90) with { Amount = new DebtAmount(Euro(10), Euro(-1), Money.Zero) },
        Charge(90) with { Amount = new DebtAmount(Euro(-1), Euro(10), Money.Zero) },
        Charge(90) with { Amount = new DebtAmount(Euro(10), Money.Zero, Euro(-1)) },
        Kind<InterestAndCostsAdded>() with { Costs = Euro(-1) },
        Kind<CashCounted>() with { Amount = Euro(-0.01m) });

    [Fact]
    public void The_highest_amount_is_accepted_and_a_cent_more_is_not()
    {
        Decide(Payment(90, "2026-03-01", 100_000_000)).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        Decide(Kind<BalanceObserved>() with { Balance = -Bounds.AmountMax, Source = "" })
            .Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        Refuses(
            Reasons.AmountTooLarge,
            Payment(90, "2026-03-01", 100_000_000.01m),
            Kind<BalanceObserved>() with { Balance = -Bounds.AmountMax - new Money(1) },
            Charge(90) with { Amount = new DebtAmount(Bounds.AmountMax, new Money(1), Money.Zero) },
            Charge(90) with { Amount = new DebtAmount(new Money(long.MaxValue), new Money(long.MaxValue), Money.Zero) });
    }

    [Fact]
    public void Designated_amounts_cannot_exceed_the_payment()
    {
        Decide(Payment(90, "2026-03-01", 10) with { Designation = Designated((Id(10), 6), (Id(11), 4)) })
            .Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        Refuses(
            Reasons.AmountsDisagree,
            Payment(90, "2026-03-01", 10) with { Designation = Designated((Id(10), 6), (Id(11), 4.01m)) });
    }

    [Fact]
    public void Numbers_outside_their_bounds_are_refused() => Refuses(
        Reasons.ValueOutOfRange,
        Kind<ContractRecorded>() with { EveryMonths = 5 },
        Kind<ContractRecorded>() with { EveryMonths = 0 },
        Charge(90) with { Terms = new DebtTerms(-1, 0, null) },
        Charge(90) with { Terms = new DebtTerms(0, -1, null) },
        Charge(90) with { Terms = new DebtTerms(0, 1_000_001, null) });

    [Fact]
    public void Every_period_of_a_contract_that_divides_a_year_is_accepted()
    {
        foreach (var months in new[] { 1, 2, 3, 4, 6, 12 })
        {
            Decide(Kind<ContractRecorded>() with { EveryMonths = months }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();
        }
    }

    [Fact]
    public void Choices_left_open_are_refused() => Refuses(
        Reasons.ValueUnspecified,
        Charge(90) with { Kind = ChargeKind.Unspecified },
        Charge(90) with { Kind = (ChargeKind)99 },
        Kind<ContractRecorded>() with { Kind = ChargeKind.Unspecified },
        Kind<OpeningArrearsRecorded>() with { Kind = ChargeKind.Unspecified },
        Kind<IncomeReceived>() with { Source = IncomeSource.Unspecified },
        Kind<IncomeEntryRecorded>() with { Source = IncomeSource.Unspecified },
        Kind<IncomeEntryRecorded>() with { Reliability = Reliability.Unspecified },
        Kind<IncomeEntryRecorded>() with { Recurrence = new Recurrence(Frequency.Unspecified, Day("2026-01-01"), null) },
        Kind<ExpensePlanned>() with { Need = NeedClass.Unspecified },
        Kind<ExpenseIncurred>() with { Need = NeedClass.Unspecified },
        Kind<CreditGranted>() with { Kind = CreditKind.Unspecified },
        Kind<DisputeClosed>() with { Outcome = DisputeOutcome.Unspecified },
        Kind<CommitmentAgreed>() with { Kind = CommitmentKind.Unspecified },
        Payment(90, "2026-03-01", 1) with { Designation = new Designation(DesignatedBy.Unspecified, [new DesignatedPart(Id(10), null)]) },
        Composition(new Member(Mother, null, null, (AgeBand)99, [], null)));

    [Fact]
    public void A_promise_to_pay_names_creditor_and_amount() => Refuses(
        Reasons.ValueMissing,
        Promised(90, "2026-01-01", "2026-01-02", 1) with { Creditor = null },
        Promised(90, "2026-01-01", "2026-01-02", 1) with { Amount = null });

    [Fact]
    public void A_promise_that_is_not_about_money_names_neither() => Refuses(
        Reasons.ValueNotExpected,
        Task(90, "2026-01-01", "2026-01-02") with { Creditor = Aler },
        Task(90, "2026-01-01", "2026-01-02") with { Amount = Euro(1) });

    [Fact]
    public void Short_words_must_have_their_form() => Refuses(
        Reasons.SlugInvalid,
        Kind<ExpensePlanned>() with { Category = "Food" },
        Kind<ExpenseIncurred>() with { Category = "" },
        Kind<ConsultantAssigned>() with { Consultant = new StaffId("Anna Bianchi") },
        Kind<PaymentReversed>() with { ReasonCode = "no money" },
        Kind<CompositionRecorded>() with { Tags = ["Minors"] });

    [Fact]
    public void Long_texts_are_refused() => Refuses(
        Reasons.TextTooLong,
        Charge(90) with { Note = new PersonalText(Long) },
        Payment(90, "2026-03-01", 1) with { Payer = new PersonalText(Long[..(Bounds.NameLengthMax + 1)]) },
        Payment(90, "2026-03-01", 1) with { Remittance = new PersonalText(Long) },
        Kind<IncomeReceived>() with { Note = new PersonalText(Long) },
        Kind<CommitmentAgreed>() with { What = new PersonalText(Long) },
        Composition(new Member(Mother, new PersonalText(Long), null, AgeBand.Unknown, [], null)));

    [Fact]
    public void Lists_have_an_end_a_beginning_and_no_repeats()
    {
        var parts = Enumerable.Range(100, Bounds.DesignatedPartsMax + 1).Select(i => (Id(i), 0.01m)).ToArray();
        var members = Enumerable.Range(1, Bounds.MembersMax + 1)
            .Select(i => new Member(new MemberId(Id(i).Value), null, null, AgeBand.Unknown, [], null))
            .ToArray();
        Refuses(
            Reasons.ListTooLong,
            Payment(90, "2026-03-01", 100) with { Designation = Designated(parts) },
            Composition(members),
            Kind<CompositionRecorded>() with { Tags = Enumerable.Range(0, Bounds.TagsMax + 1).Select(i => $"tag{i}").ToValueList() });
        Refuses(Reasons.ListEmpty, Payment(90, "2026-03-01", 100) with { Designation = Designated() });
        Refuses(
            Reasons.ListRepeats,
            Payment(90, "2026-03-01", 100) with { Designation = Designated((Id(10), 1), (Id(10), 2)) },
            Composition(members[0], members[0]),
            Kind<CompositionRecorded>() with { Tags = ["minors", "minors"] });
    }

    [Fact]
    public void A_birth_date_must_be_a_date() => Refuses(
        Reasons.DateUnreadable,
        Composition(new Member(Mother, null, new PersonalText("31/01/1980"), AgeBand.Unknown, [], null)));

    [Fact]
    public void What_an_erased_household_said_is_never_too_long()
        => Decide(Charge(90) with { Note = PersonalText.Unreadable }).Should().BeOfType<Decision<HouseholdEvent>.Accepted>();

    [Fact]
    public void A_refusal_names_the_field()
    {
        var refused = (Decision<HouseholdEvent>.Refused)Decide(Charge(90, amount: 0));

        refused.Refusal.Details.Should().Equal(new RefusalDetail("field", "amount"));
    }

    private static void Refuses(string reason, params HouseholdEvent.Fact[] facts)
    {
        foreach (var fact in facts)
        {
            ReasonOf(Decide(fact)).Should().Be(reason, fact.GetType().Name);
        }
    }

    private static Decision<HouseholdEvent> Decide(HouseholdEvent.Fact fact)
        => RecordFact.Decide(Enrolled(), new RecordFact(fact), Agency, RecordedDay);

    private static TFact Kind<TFact>()
        where TFact : HouseholdEvent.Fact => EveryKind.Facts.OfType<TFact>().Single();

    private static CompositionRecorded Composition(params Member[] members) => Kind<CompositionRecorded>() with { Members = [.. members] };

    private static Designation Designated(params (FactId Target, decimal Amount)[] parts)
        => new(DesignatedBy.Debtor, parts.Select(part => new DesignatedPart(part.Target, Euro(part.Amount))).ToValueList());
}
