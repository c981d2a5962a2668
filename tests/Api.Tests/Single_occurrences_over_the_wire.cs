using BudgetCoaching.Api.Tests.Bulk;
using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>Recorded entries with terms of their own and single occurrences that differ, from the call to the cash flow (R44).</summary>
[Collection(Wire_collection.Name)]
public sealed class Single_occurrences_over_the_wire(RunningService service)
{
    private readonly BudgetService.BudgetServiceClient budgets = new(service.Channel);
    private readonly PlanningService.PlanningServiceClient planning = new(service.Channel);

    [Fact]
    public async Task A_recorded_entry_shifts_to_working_days_and_falls_on_its_day_of_the_month()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var pension = Pension();
        var phone = Phone();
        await DeclareAsync(household, pension);
        await PlanAsync(household, phone);
        await CountAsync(household);

        var days = (await FlowAsync(household)).Days;
        var budget = await budgets.GetBudgetAsync(
            new GetBudgetRequest { Household = household, Month = "2026-03", Viewpoint = At("2026-03-01") });

        days.Where(day => day.Income.Units > 0).Select(day => day.Date)
            .Should().Equal(Day("2026-03-31"), Day("2026-04-30"), Day("2026-05-29"));
        days.Where(day => day.Expenses.Units > 0).Select(day => day.Date)
            .Should().Equal(Day("2026-03-09"), Day("2026-04-07"), Day("2026-05-07"));
        (budget.IncomeEntries.Single().IncomeEntry, budget.PlannedExpenses.Single().PlannedExpense).Should().Be((pension, phone));
    }

    [Fact]
    public async Task An_occurrence_is_changed_or_skipped_and_the_cash_flow_follows()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var pension = await DeclareAsync(household, Pension());
        var phone = await PlanAsync(household, Phone());
        await CountAsync(household);

        var skipped = await AdjustAsync(
            household, new OccurrenceChange { EntryId = phone, PlannedDate = Day("2026-04-07"), Skipped = true });
        var changed = await AdjustAsync(household, new OccurrenceChange
        {
            EntryId = pension,
            PlannedDate = Day("2026-03-31"),
            Changed = new ChangedOccurrence { Amount = Euro(400.50m), Date = Day("2026-04-02") },
        });

        var days = (await FlowAsync(household)).Days;
        days.Where(day => day.Income.Units > 0).Select(day => (day.Date, day.Income)).Take(2)
            .Should().Equal((Day("2026-04-02"), Euro(400.50m)), (Day("2026-04-30"), Euro(900)));
        days.Where(day => day.Expenses.Units > 0).Select(day => day.Date).Should().Equal(Day("2026-03-09"), Day("2026-05-07"));
        var march = await ShownAsync("2026-03");
        var april = await ShownAsync("2026-04");
        march.Select(shown => (shown.FactId, shown.OccurrenceAdjustment)).Should().Equal((changed.FactId, Decided(pension, "2026-03-31")));
        april.Select(shown => shown.FactId).Should().BeEquivalentTo(skipped.FactId, changed.FactId);

        async Task<IEnumerable<Budget.Types.AdjustedOccurrence>> ShownAsync(string month) => (await budgets.GetBudgetAsync(
            new GetBudgetRequest { Household = household, Month = month, Viewpoint = At("2026-03-01") })).AdjustedOccurrences;
    }

    [Fact]
    public async Task What_the_rule_does_not_plan_is_no_occurrence_and_the_path_of_the_field_is_told()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        var phone = await PlanAsync(household, Phone());

        var refused = await Refused(
            AdjustAsync(household, new OccurrenceChange { EntryId = phone, PlannedDate = Day("2026-04-08"), Skipped = true }),
            StatusCode.FailedPrecondition,
            "OCCURRENCE_UNKNOWN");
        var malformed = await Refused(
            AdjustAsync(household, new OccurrenceChange { EntryId = "x" }), StatusCode.InvalidArgument, "FIELD_INVALID");

        refused.Details[0].Unpack<ErrorInfo>().Metadata["field"].Should().Be("occurrence_adjustment.change.planned_date");
        malformed.Details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().BeEquivalentTo(
            "occurrence_adjustment.change.entry_id",
            "occurrence_adjustment.change.planned_date",
            "occurrence_adjustment.change.change");
    }

    [Fact]
    public async Task In_bulk_entries_bear_terms_and_an_adjustment_names_its_entry_by_the_agencys_own_id()
    {
        var household = (await OpenedHousehold.EnrolAsync(service)).Name;
        await CountAsync(household);
        var answers = await Batch.ImportAsync(
            service,
            [
                new ImportFactsRequest
                {
                    Row = 1,
                    PlanExpense = new PlanExpenseRequest
                    {
                        Household = household, PlannedExpenseId = "external:phone", PlannedExpense = Phone(),
                    },
                },
                new ImportFactsRequest
                {
                    Row = 2,
                    AdjustOccurrence = new AdjustOccurrenceRequest
                    {
                        Household = household,
                        OccurrenceAdjustmentId = "external:phone-april",
                        OccurrenceAdjustment = new OccurrenceAdjustment
                        {
                            AdjustmentDate = Day("2026-03-01"),
                            Change = new OccurrenceChange
                            {
                                EntryId = "external:phone", PlannedDate = Day("2026-04-07"), Skipped = true,
                            },
                        },
                    },
                },
            ]);

        answers.Select(answer => answer.OutcomeCase).Should().Equal(
            ImportFactsResponse.OutcomeOneofCase.Accepted, ImportFactsResponse.OutcomeOneofCase.Accepted);
        (await FlowAsync(household)).Days.Where(day => day.Expenses.Units > 0).Select(day => day.Date)
            .Should().Equal(Day("2026-03-09"), Day("2026-05-07"));
    }

    /// <summary>On the last working day of the month; 31 May 2026 is a Sunday.</summary>
    private static IncomeEntry Pension() => new()
    {
        DeclaredDate = Day("2026-01-10"),
        Source = IncomeSource.Pension,
        Amount = Euro(900),
        Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2026-02-28") },
        Reliability = Reliability.Certain,
        DayOfMonth = 31,
        Shift = WorkingDayShift.Preceding,
        Fixed = false,
    };

    /// <summary>By direct debit; 7 March 2026 is a Saturday.</summary>
    private static PlannedExpense Phone() => new()
    {
        PlannedDate = Day("2026-01-10"),
        Category = "phone",
        Need = NeedClass.Other,
        Amount = Euro(30),
        Recurrence = new Recurrence { Frequency = Frequency.Monthly, FirstDate = Day("2026-03-07") },
        Shift = WorkingDayShift.Following,
        Fixed = true,
    };

    private static OccurrenceAdjustment Decided(string entry, string planned) => new()
    {
        AdjustmentDate = Day("2026-03-01"),
        Change = new OccurrenceChange
        {
            EntryId = entry,
            PlannedDate = Day(planned),
            Changed = new ChangedOccurrence { Amount = Euro(400.50m), Date = Day("2026-04-02") },
        },
    };

    private AsyncUnaryCall<FactReceipt> AdjustAsync(string household, OccurrenceChange change) => budgets.AdjustOccurrenceAsync(
        new AdjustOccurrenceRequest
        {
            Household = household,
            OccurrenceAdjustment = new OccurrenceAdjustment { AdjustmentDate = Day("2026-03-01"), Change = change },
        },
        RunningService.Headers);

    private async Task<string> DeclareAsync(string household, IncomeEntry entry) => (await budgets.RecordIncomeEntryAsync(
        new RecordIncomeEntryRequest { Household = household, IncomeEntry = entry }, RunningService.Headers)).FactId;

    private async Task<string> PlanAsync(string household, PlannedExpense expense) => (await budgets.PlanExpenseAsync(
        new PlanExpenseRequest { Household = household, PlannedExpense = expense }, RunningService.Headers)).FactId;

    private async Task CountAsync(string household) => await budgets.CountCashAsync(
        new CountCashRequest { Household = household, CashCount = new CashCount { CountDate = Day("2026-03-01"), Amount = Euro(500) } },
        RunningService.Headers);

    private async Task<CashFlow> FlowAsync(string household) => await planning.GetCashFlowAsync(
        new GetCashFlowRequest { Household = household, Viewpoint = At("2026-03-01") });
}
