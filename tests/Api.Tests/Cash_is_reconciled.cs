using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Cash_is_reconciled(RunningService service)
{
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);
    private readonly ReconciliationService.ReconciliationServiceClient reconciliation = new(service.Channel);
    private readonly string account = NewId();

    [Fact]
    public async Task Each_day_shows_what_the_books_rebuild_and_what_the_bank_printed()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var wages = await ReceiveAsync(household, "2025-02-03", 900);
        var printed = await ObserveAsync(household, "2025-02-03", 900, wages.FactId);
        var rent = await SpendAsync(household, "2025-02-05", 1_000);
        await ObserveAsync(household, "2025-02-05", -100.05m, rent.FactId);
        await SpendAsync(household, "2025-02-06", 10);
        await ObserveAsync(household, "2025-02-06", -112, lineId: "");

        var answer = await AskAsync(household, r => r.Tolerance = Euro(0.10m));

        answer.Counts.Should().Be(new CashDayCounts { Exact = 1, WithinTolerance = 1, Odd = 1 });
        answer.Days[0].Should().Be(new CashDay
        {
            AccountId = account,
            Date = Day("2025-02-03"),
            Start = Euro(0),
            Moved = Euro(900),
            Rebuilt = Euro(900),
            Observed = Euro(900),
            Difference = Euro(0),
            Agreement = CashAgreement.Exact,
            Lines = { new CashLine { FactId = wages.FactId, Amount = Euro(900) } },
            Observations = { new CashObservation { FactId = printed.FactId, Balance = Euro(900), LineId = wages.FactId } },
        });
        answer.Days.Skip(1).Select(d => (d.Start, d.Rebuilt, d.Observed, d.Difference, d.Agreement)).Should().Equal(
            (Euro(900), Euro(-100), Euro(-100.05m), Euro(0.05m), CashAgreement.WithinTolerance),
            (Euro(-100.05m), Euro(-110.05m), Euro(-112), Euro(1.95m), CashAgreement.Odd));
    }

    [Fact]
    public async Task What_a_bank_printed_enters_no_sum()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ReceiveAsync(household, "2025-02-03", 900);
        await ObserveAsync(household, "2025-02-03", 5_000, lineId: "");

        var budget = await budgets.GetBudgetAsync(
            new GetBudgetRequest { Household = household.Name, Month = "2025-02", Viewpoint = At("2025-02-28") });

        (budget.IncomeTotal, budget.ExpenseTotal, budget.Incomes.Single().Income.AccountId).Should().Be((Euro(900), Euro(0), account));
    }

    [Fact]
    public async Task Days_are_paged_and_only_those_that_differ_are_listed_if_asked()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        for (var day = 1; day <= 5; day++)
        {
            await ReceiveAsync(household, $"2025-03-0{day}", 10);
            await ObserveAsync(household, $"2025-03-0{day}", day * 10 + (day == 4 ? 1 : 0), lineId: "");
        }

        var first = await AskAsync(household, r => (r.PageSize, r.FromDate) = (2, Day("2025-03-02")));
        var second = await AskAsync(
            household, r => (r.PageSize, r.FromDate, r.PageToken) = (2, Day("2025-03-02"), first.NextPageToken));
        var odd = await AskAsync(household, r => r.DifferencesOnly = true);

        first.Days.Concat(second.Days).Select(d => d.Date.Day).Should().Equal(2, 3, 4, 5);
        (first.Counts, second.NextPageToken).Should().Be((new CashDayCounts { Exact = 2, Odd = 2 }, ""));
        odd.Days.Select(d => (d.Date.Day, d.Difference)).Should().Equal((4, Euro(-1)), (5, Euro(1)));
        odd.Counts.Should().Be(new CashDayCounts { Exact = 3, Odd = 2 });
    }

    [Fact]
    public async Task The_cash_at_hand_stands_against_what_was_counted_and_an_account_can_be_asked_for_alone()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await CountAsync(household, "2025-02-01", 30);
        await ReceiveAsync(household, "2025-02-03", 20);
        await CountAsync(household, "2025-02-03", 45);

        var all = await AskAsync(household, _ => { });
        var one = await AskAsync(household, r => r.AccountId = account);

        all.Days.Select(d => (d.AccountId, d.Date.Day, d.Agreement, d.Difference)).Should().Equal(
            (account, 3, CashAgreement.Unobserved, null!),
            ("", 1, CashAgreement.Opening, null!),
            ("", 3, CashAgreement.Odd, Euro(5)));
        one.Counts.Should().Be(new CashDayCounts { Unobserved = 1 });
    }

    [Fact]
    public async Task R12_the_days_are_told_as_they_were_known()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ReceiveAsync(household, "2025-02-03", 20);
        var then = await ObserveAsync(household, "2025-02-03", 20, lineId: "");
        await SpendAsync(household, "2025-02-03", 5);

        var answer = await AskAsync(household, r => r.Viewpoint.KnownAt = then.RecordTime);
        var before = await AskAsync(household, r => r.Viewpoint.AsOf = Day("2025-02-02"));

        (answer.Counts, answer.Resolved.KnownAt).Should().Be((new CashDayCounts { Exact = 1 }, then.RecordTime));
        before.Days.Should().BeEmpty();
    }

    [Fact]
    public async Task R4_an_observation_is_corrected_like_any_fact()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        await ReceiveAsync(household, "2025-02-03", 20);
        var misread = await ObserveAsync(household, "2025-02-03", 200, lineId: "");
        await new HouseholdService.HouseholdServiceClient(service.Channel).CorrectFactAsync(
            new CorrectFactRequest
            {
                Household = household.Name,
                FactId = misread.FactId,
                ReasonCode = "misread",
                Replacement = new Fact { ObservedBalance = Balance("2025-02-03", 20, lineId: "") },
            },
            RunningService.Headers);

        (await AskAsync(household, _ => { })).Counts.Should().Be(new CashDayCounts { Exact = 1 });
    }

    [Fact]
    public async Task A_question_that_makes_no_sense_is_refused_with_every_fault()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var asked = reconciliation.ReconcileCashAsync(new ReconcileCashRequest
        {
            Household = household.Name,
            FromDate = Day("2025-02-03"),
            ToDate = Day("2025-02-02"),
            AccountId = "IT60",
            Tolerance = Euro(-1),
        });

        var status = await Refused(asked, StatusCode.InvalidArgument, "FIELD_INVALID");
        status.Details[1].Unpack<Google.Rpc.BadRequest>().FieldViolations.Select(v => v.Field)
            .Should().Equal("to_date", "account_id", "tolerance");
    }

    private async Task<CashReconciliation> AskAsync(OpenedHousehold household, Action<ReconcileCashRequest> ask)
    {
        var request = new ReconcileCashRequest { Household = household.Name, Viewpoint = At("2025-12-31") };
        ask(request);
        return await reconciliation.ReconcileCashAsync(request);
    }

    private async Task<FactReceipt> ReceiveAsync(OpenedHousehold household, string day, decimal amount) => await budgets.RecordIncomeAsync(
        new RecordIncomeRequest
        {
            Household = household.Name,
            Income = new Income { ReceiptDate = Day(day), Amount = Euro(amount), Source = IncomeSource.Wages, AccountId = account },
        },
        RunningService.Headers);

    private async Task<FactReceipt> SpendAsync(OpenedHousehold household, string day, decimal amount) => await budgets.RecordExpenseAsync(
        new RecordExpenseRequest
        {
            Household = household.Name,
            Expense = new Expense
            {
                ExpenseDate = Day(day), Amount = Euro(amount), Category = "rent", Need = NeedClass.Primary, AccountId = account,
            },
        },
        RunningService.Headers);

    private async Task<FactReceipt> ObserveAsync(OpenedHousehold household, string day, decimal balance, string lineId) =>
        await budgets.RecordBalanceAsync(
            new RecordBalanceRequest { Household = household.Name, ObservedBalance = Balance(day, balance, lineId) },
            RunningService.Headers);

    private ObservedBalance Balance(string day, decimal balance, string lineId) => new()
    {
        ObservationDate = Day(day), AccountId = account, Balance = Euro(balance), LineId = lineId, Source = "statement",
    };

    private async Task CountAsync(OpenedHousehold household, string day, decimal amount) => await budgets.CountCashAsync(
        new CountCashRequest
        {
            Household = household.Name, CashCount = new CashCount { CountDate = Day(day), Amount = Euro(amount) },
        },
        RunningService.Headers);
}
