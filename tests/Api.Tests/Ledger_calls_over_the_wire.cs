using BudgetCoaching.V1;
using static BudgetCoaching.Api.Tests.Wire;
using static BudgetCoaching.V1.Allocation.Types;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Ledger_calls_over_the_wire(RunningService service)
{
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);

    [Fact]
    public async Task R8_a_credit_and_a_waiver_shrink_their_charge_without_money()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 200);
        await GrantAsync(household, CreditKind.Credit, "2025-02-10", 30, charge);
        await GrantAsync(household, CreditKind.Waiver, "2025-02-12", 20.50m, charge);

        (await household.FiguresAsync("2025-02-09")).Should().Be(Figures(overdue: 200, stock: 200));
        (await household.FiguresAsync("2025-02-11")).Should().Be(Figures(overdue: 170, stock: 170));
        (await household.FiguresAsync("2025-02-12")).Should().Be(Figures(overdue: 149.50m, stock: 149.50m));
        var statement = await household.StatementAsync("2025-02-12");
        var debt = statement.Debts.Single();
        (debt.Credited, debt.Paid, debt.Outstanding).Should().Be((Parts(50.50m), Parts(0), Parts(149.50m)));
        statement.Settlements.Select(s => (s.Kind, s.Amount, s.Unallocated)).Should().Equal(
            (SettlementLine.Types.Kind.Credit, Euro(30), Euro(0)), (SettlementLine.Types.Kind.Waiver, Euro(20.50m), Euro(0)));
    }

    [Fact]
    public async Task R20_a_credit_on_the_account_waits_for_the_next_due_date()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await GrantAsync(household, CreditKind.Credit, "2025-02-01", 30, charge: "");
        await household.ChargeAsync("2025-02-05", 200);

        (await household.FiguresAsync("2025-02-04")).Should().Be(Figures(notYetDue: 200, unallocated: 30));
        (await household.FiguresAsync("2025-02-05")).Should().Be(Figures(dueToday: 170));
        (await household.FiguresAsync("2025-02-06")).Should().Be(Figures(overdue: 170, stock: 170));
    }

    [Fact]
    public async Task R8_a_credit_above_its_charge_leaves_nothing_negative_and_the_rest_to_the_account()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 100);
        await household.ChargeAsync("2025-03-05", 80);
        await GrantAsync(household, CreditKind.Credit, "2025-02-10", 130, charge);

        (await household.FiguresAsync("2025-03-04")).Should().Be(Figures(notYetDue: 80, unallocated: 30));
        (await household.FiguresAsync("2025-03-05")).Should().Be(Figures(dueToday: 50));
    }

    [Fact]
    public async Task R18_costs_and_interest_added_later_are_paid_before_capital()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var charge = await household.ChargeAsync("2025-02-05", 200);
        await ledger.AddInterestAndCostsAsync(
            new AddInterestAndCostsRequest
            {
                Household = household.Name,
                AddedInterestAndCosts = new AddedInterestAndCosts
                {
                    EffectiveDate = Day("2025-02-20"), ChargeId = charge, Interest = Euro(3.10m), Costs = Euro(12.40m),
                },
            },
            RunningService.Headers);
        await household.PayAsync("2025-03-01", 20);

        (await household.FiguresAsync("2025-02-19")).Should().Be(Figures(overdue: 200, stock: 200));
        (await household.FiguresAsync("2025-02-20")).Should().Be(Figures(overdue: 215.50m, stock: 215.50m));
        (await household.FiguresAsync("2025-03-01")).Should().Be(Figures(overdue: 195.50m, stock: 195.50m));
        var statement = await household.StatementAsync("2025-03-01");
        statement.Debts.Single().Charged.Should().Be(Parts(200, 3.10m, 12.40m));
        statement.Debts.Single().Outstanding.Should().Be(Parts(195.50m));
        statement.Settlements.Single().Allocations.Select(a => (a.Part, a.Amount)).Should().Equal(
            (Part.Costs, Euro(12.40m)), (Part.Interest, Euro(3.10m)), (Part.Capital, Euro(4.50m)));
    }

    [Fact]
    public async Task R26_months_of_charge_are_counted_by_the_contract_and_without_one_by_the_last_year()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ledger.RecordContractAsync(
            new RecordContractRequest
            {
                Household = household.Name,
                Contract = new Contract
                {
                    SignatureDate = Day("2025-01-01"),
                    Creditor = "aler",
                    Kind = ChargeKind.Rent,
                    Amount = Euro(600),
                    EveryMonths = 3,
                    Term = new DateSpan { StartDate = Day("2025-01-01"), EndDate = Day("2025-07-01") },
                },
            },
            RunningService.Headers);
        await household.ChargeAsync("2025-02-05", 300);

        var last = await household.OwesAsync("2025-06-30");
        (last.MonthlyCharge.Decimal, last.MonthsOfCharge.Decimal, last.MonthBucket)
            .Should().Be(("200.0000", "1.5000", new Bucket { Above = 1, UpTo = 2 }));
        var after = await household.OwesAsync("2025-07-01");
        (after.MonthlyCharge.Decimal, after.MonthsOfCharge.Decimal, after.MonthBucket)
            .Should().Be(("25.0000", "12.0000", new Bucket { Above = 6 }));
    }

    [Fact]
    public async Task R25_opening_arrears_age_from_the_due_date_of_before_the_books()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ledger.RecordOpeningArrearsAsync(
            new RecordOpeningArrearsRequest
            {
                Household = household.Name,
                OpeningArrears = new OpeningArrears
                {
                    EffectiveDate = Day("2025-01-01"),
                    Creditor = "aler",
                    Kind = ChargeKind.Rent,
                    DueDate = Day("2024-11-30"),
                    Amount = new DebtAmount { Capital = Euro(480), Interest = Euro(20) },
                },
            },
            RunningService.Headers);
        await household.PayAsync("2025-01-10", 50);

        var before = await household.OwesAsync("2025-01-01");
        before.Figures.Should().Be(Figures(overdue: 500, stock: 500));
        (before.OverdueSinceDate, before.AgeDays).Should().Be((Day("2024-11-30"), 32));
        before.AgeBucket.Should().Be(new Bucket { Above = 30, UpTo = 60 });
        (await household.FiguresAsync("2025-01-10")).Should().Be(Figures(overdue: 450, stock: 450));
        var debt = (await household.StatementAsync("2025-01-10")).Debts.Single();
        (debt.Opening, debt.Outstanding).Should().Be((true, Parts(450)));
    }

    [Fact]
    public async Task R8_a_refund_takes_what_is_unallocated_first_and_then_opens_debt_again()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-05", 100);
        var payment = await household.PayAsync("2025-02-05", 130);
        await RefundAsync(household, payment, "2025-02-10", 30);
        await RefundAsync(household, payment, "2025-02-12", 40);

        (await household.FiguresAsync("2025-02-09")).Should().Be(Figures(unallocated: 30));
        (await household.FiguresAsync("2025-02-10")).Should().Be(Figures());
        (await household.FiguresAsync("2025-02-12")).Should().Be(Figures(overdue: 40, stock: 40));
        var settlement = (await household.StatementAsync("2025-02-12")).Settlements.Single();
        (settlement.Amount, settlement.Refunded, settlement.Unallocated).Should().Be((Euro(130), Euro(70), Euro(0)));
        settlement.Allocations.Should().ContainSingle().Which.Amount.Should().Be(Euro(60));
    }

    [Fact]
    public async Task R8_a_payment_that_went_back_leaves_its_debts_as_old_as_they_were()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-05", 100);
        await household.ChargeAsync("2025-03-05", 100);
        var payment = await household.PayAsync("2025-03-06", 150);
        await ReverseAsync(household, payment);

        var paid = await household.OwesAsync("2025-03-11");
        (paid.Figures, paid.OverdueSinceDate, paid.AgeDays).Should().Be((Figures(overdue: 50, stock: 50), Day("2025-03-05"), 6));
        var returned = await household.OwesAsync("2025-03-12");
        (returned.Figures, returned.OverdueSinceDate, returned.AgeDays)
            .Should().Be((Figures(overdue: 200, stock: 200), Day("2025-02-05"), 35));
        var settlement = (await household.StatementAsync("2025-03-12")).Settlements.Single();
        (settlement.Reversed, settlement.Allocations.Count).Should().Be((Euro(150), 0));
    }

    [Fact]
    public async Task R14_a_reversal_may_be_recorded_before_its_payment()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await household.ChargeAsync("2025-02-05", 100);
        var payment = NewId();

        var receipt = await ReverseAsync(household, payment);
        await ledger.RecordPaymentAsync(
            new RecordPaymentRequest
            {
                Household = household.Name,
                PaymentId = payment,
                Payment = new Payment { ValueDate = Day("2025-03-06"), Creditor = "aler", Amount = Euro(100) },
            },
            RunningService.Headers);

        receipt.PendingReferences.Should().Equal(payment);
        (await household.FiguresAsync("2025-03-11")).Should().Be(Figures());
        (await household.FiguresAsync("2025-03-12")).Should().Be(Figures(overdue: 100, stock: 100));
    }

    [Fact]
    public async Task R59_what_is_disputed_is_not_overdue_and_no_payment_reaches_it_by_itself()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var contested = await household.ChargeAsync("2025-02-05", 100);
        await household.ChargeAsync("2025-03-05", 80);
        var dispute = await DisputeAsync(household, contested, 60);
        await household.PayAsync("2025-03-06", 100);
        await CloseAsync(household, dispute, DisputeOutcome.Rejected);

        (await household.FiguresAsync("2025-02-20")).Should().Be(Figures(overdue: 40, disputed: 60, stock: 40));
        var between = await household.OwesAsync("2025-03-06");
        (between.Figures, between.OverdueSinceDate)
            .Should().Be((Figures(overdue: 20, disputed: 60, stock: 20), Day("2025-03-05")));
        var closed = await household.OwesAsync("2025-03-10");
        (closed.Figures, closed.OverdueSinceDate).Should().Be((Figures(overdue: 80, stock: 80), Day("2025-02-05")));
    }

    [Fact]
    public async Task An_upheld_dispute_is_owed_until_it_is_credited_by_a_fact_of_its_own()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var contested = await household.ChargeAsync("2025-02-05", 100);
        await CloseAsync(household, await DisputeAsync(household, contested, amount: null), DisputeOutcome.Upheld);
        await GrantAsync(household, CreditKind.Credit, "2025-03-11", 100, contested);

        (await household.FiguresAsync("2025-02-10")).Should().Be(Figures(disputed: 100));
        (await household.FiguresAsync("2025-03-10")).Should().Be(Figures(overdue: 100, stock: 100));
        (await household.FiguresAsync("2025-03-11")).Should().Be(Figures());
    }

    private async Task GrantAsync(OpenedHousehold household, CreditKind kind, string day, decimal amount, string charge) =>
        await ledger.GrantCreditAsync(
            new GrantCreditRequest
            {
                Household = household.Name,
                Credit = new Credit { EffectiveDate = Day(day), Creditor = "aler", Kind = kind, Amount = Euro(amount), ChargeId = charge },
            },
            RunningService.Headers);

    private async Task RefundAsync(OpenedHousehold household, string payment, string day, decimal amount) =>
        await ledger.RefundPaymentAsync(
            new RefundPaymentRequest
            {
                Household = household.Name,
                Refund = new Refund { RefundDate = Day(day), PaymentId = payment, Amount = Euro(amount) },
            },
            RunningService.Headers);

    private async Task<FactReceipt> ReverseAsync(OpenedHousehold household, string payment) =>
        await ledger.ReversePaymentAsync(
            new ReversePaymentRequest
            {
                Household = household.Name,
                Reversal = new Reversal { ReturnDate = Day("2025-03-12"), PaymentId = payment, ReasonCode = "returned" },
            },
            RunningService.Headers);

    /// <param name="amount">Null: all that is outstanding.</param>
    private async Task<string> DisputeAsync(OpenedHousehold household, string charge, decimal? amount) =>
        (await ledger.DisputeChargeAsync(
            new DisputeChargeRequest
            {
                Household = household.Name,
                Dispute = new Dispute
                {
                    EffectiveDate = Day("2025-02-10"), ChargeId = charge, Amount = amount is { } part ? Euro(part) : null,
                },
            },
            RunningService.Headers)).FactId;

    private async Task CloseAsync(OpenedHousehold household, string dispute, DisputeOutcome outcome) =>
        await ledger.CloseDisputeAsync(
            new CloseDisputeRequest
            {
                Household = household.Name,
                DisputeClosing = new DisputeClosing { EffectiveDate = Day("2025-03-10"), DisputeId = dispute, Outcome = outcome },
            },
            RunningService.Headers);
}
