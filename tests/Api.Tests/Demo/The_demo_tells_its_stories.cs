using BudgetCoaching.Api.Demo;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Compliance;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Domain.Warnings;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Tests.Demo;

/// <summary>Opened on Monday 16 March 2026: what the doc comment of each family says, in figures.</summary>
public sealed class The_demo_tells_its_stories : IAsyncLifetime
{
    private static readonly LocalDate Opened = new(2026, 3, 16);

    private DemoDesk desk = null!;

    public async Task InitializeAsync() => desk = await DemoDesk.OpenAsync(Opened);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Bassi_has_something_over_each_month_and_no_money_for_a_week()
    {
        var family = await desk.FamilyAsync("bassi");

        family.Statement(DemoBooks.Landlord).Debts.Where(debt => debt.DueDate <= Opened && debt.Outstanding.Total.IsPositive)
            .Select(debt => (debt.DueDate, debt.Outstanding.Total)).Should().Equal(
                (new LocalDate(2024, 12, 5), new Money(170_00)),
                (new LocalDate(2025, 10, 5), new Money(210_00)),
                (new LocalDate(2026, 1, 5), new Money(210_00)));
        var flow = family.CashFlow(days: 30);
        (flow.Opening, flow.FirstBadDay, flow.BadDays, flow.Lowest.Balance, flow.Lowest.Day).Should().Be(
            (new Money(250_00), new LocalDate(2026, 3, 21), 7, new Money(-205_00), new LocalDate(2026, 3, 27)));
        family.Situation.Warnings.Select(w => (w.Kind, w.On, w.Amount)).Should().Equal(
            (WarningKind.ShortfallAhead, new LocalDate(2026, 3, 21), new Money(205_00)),
            (WarningKind.UnkeptInARow, new LocalDate(2026, 1, 26), new Money(380_00)),
            (WarningKind.IncomeEnding, new LocalDate(2026, 4, 10), new Money(180_00)));
        family.Trend(DemoBooks.Landlord).Class.Should().Be(TrendClass.Worsening);
    }

    [Fact]
    public async Task Colombo_was_refused_what_it_could_not_keep_and_keeps_the_gentler_plan()
    {
        var family = await desk.FamilyAsync("colombo");

        var plans = family.Facts.InOrder.OfType<RepaymentPlanAgreed>().ToDictionary(plan => plan.Creditor);
        family.Facts.InOrder.OfType<RepaymentPlanAgreed>().Should().NotContain(plan => plan.Id == family.IdOf("hurried plan"));
        plans[DemoBooks.Landlord].Instalments.Select(part => part.Amount).Should().Equal(Enumerable.Repeat(new Money(69_15), 20));
        plans[DemoBooks.Landlord].Judgement!.Verdict.Should().NotBe(CheckVerdict.Block);
        plans[DemoBooks.Condominium].Instalments.Select(part => part.Amount.Cents)
            .Should().Equal(56_67, 56_67, 56_67, 56_67, 56_67, 56_65);
        family.Situation.Overdue.Should().Be(Money.Zero);
        family.Statement(DemoBooks.Landlord).Figures.Scheduled.Should().Be(new Money(1_383_00 - 13 * 69_15));
        family.Statement(DemoBooks.Condominium).Figures.TotalDebt.Should().Be(Money.Zero);
        family.Trend(DemoBooks.Landlord).Class.Should().Be(TrendClass.Improving);
        family.Situation.Warnings.Should().BeEmpty();
        var services = family.Judged.Where(judged => judged.Promise.Subject == family.IdOf("service plan")).ToList();
        services.Select(judged => judged.Latest.Outcome).Should().Equal(
            ComplianceOutcome.Kept,
            ComplianceOutcome.Kept,
            ComplianceOutcome.Broken,
            ComplianceOutcome.Kept,
            ComplianceOutcome.Kept,
            ComplianceOutcome.Kept);
        services[2].Latest.CuredOn.Should().Be(new LocalDate(2025, 6, 5));
    }

    [Fact]
    public async Task Donati_is_excused_by_a_second_person_and_still_owes()
    {
        var family = await desk.FamilyAsync("donati");

        var judgements = family.Facts.InOrder.OfType<ComplianceAssessed>().ToList();
        judgements.Select(j => (j.JudgedOn, j.Outcome, j.Suspension)).Should().Equal(
            (new LocalDate(2025, 12, 26), ComplianceOutcome.Broken, null),
            (new LocalDate(2026, 2, 10), ComplianceOutcome.Excused, family.IdOf("recognised")));
        judgements[1].Reassesses.Should().Be(judgements[0].Id);
        judgements[1].Cause.Should().Be(family.IdOf("recognised"));
        var suspension = family.Facts.InOrder.OfType<SuspensionApproved>().Single();
        (suspension.Proposer.Value, suspension.Approver.Value).Should().Be(("giulia", "marco"));
        family.Situation.Overdue.Should().Be(new Money(691_50));
        family.Timelines.Single().AgeDays(Opened).Should().Be(0);
        family.Trend(DemoBooks.Landlord).Class.Should().Be(TrendClass.NonPayment);
        family.Situation.Warnings.Select(w => (w.Kind, w.On, w.Amount)).Should().Equal(
            (WarningKind.IncomeDrop, new LocalDate(2026, 2, 28), new Money(1_703_10)),
            (WarningKind.IncomeEnding, new LocalDate(2026, 4, 5), new Money(742_30)),
            (WarningKind.Relapse, new LocalDate(2026, 1, 6), new Money(691_50)));
    }

    [Fact]
    public async Task Esposito_paid_a_plan_to_its_end_and_is_back_in_arrears()
    {
        var family = await desk.FamilyAsync("esposito");

        family.Judged.Select(judged => judged.Latest.Outcome).Should().Equal(Enumerable.Repeat(ComplianceOutcome.Kept, 10));
        family.Trend(DemoBooks.Landlord).MonthEnds.Select(end => end.Stock.Cents).Should().Equal(0, 198_00, 396_00, 544_00);
        family.Trend(DemoBooks.Landlord).Class.Should().Be(TrendClass.NonPayment);
        family.Situation.Warnings.Select(w => (w.Kind, w.On, w.Amount)).Should().Equal(
            (WarningKind.Silence, new LocalDate(2026, 2, 27), new Money(544_00)),
            (WarningKind.Relapse, new LocalDate(2026, 1, 6), new Money(544_00)));
        family.Situation.Warnings[1].Evidence.Should().BeOfType<WarningEvidence.Relapsed>().Which.ClearMonthEnds.Should().Be(15);
    }

    [Fact]
    public async Task Fontana_left_in_autonomy_with_every_component_measured()
    {
        var family = await desk.FamilyAsync("fontana");

        var course = EvaluatedCourse.All(family.Facts, family.Timelines, Opened, family.Parameters).Single();
        Points(course.Steps[0]).Should().Equal(null, "0.0000", "33.3333", "45.0000", "25.0000", null);
        Points(course.Steps[1]).Should().Equal("87.5000", "100.0000", "93.7500", "62.0000", "66.6667", "66.6667");
        course.Steps.Select(step => (step.Index.Points?.ToString(), step.Index.Missing))
            .Should().Equal(("25.8333", 2), ("79.4306", 0));
        course.FollowUpDueOn.Should().Be(new LocalDate(2026, 2, 15));
        family.Situation.IsOpen.Should().BeFalse();
        family.Situation.Overdue.Should().Be(Money.Zero);
    }

    [Fact]
    public async Task Giordano_is_hidden_and_shows_its_account_by_consent()
    {
        var family = await desk.FamilyAsync("giordano");

        family.Facts.InOrder.OfType<ProtectionDecided>().Single().IsProtected.Should().BeTrue();
        var machine = new StaffId("demo-integrator");
        var months = ShippedDefaults.ConsentMonths;
        Consents.InForce(family.Facts, machine, ConsentParts.Ledger, Opened, months).Should().NotBeNull();
        Consents.InForce(family.Facts, machine, ConsentParts.Budget, Opened, months).Should().BeNull();
        Consents.InForce(family.Facts, new StaffId("school-network"), ConsentParts.Household, Opened, months).Should().BeNull();
        family.Situation.Warnings.Select(w => (w.Kind, w.On))
            .Should().Equal((WarningKind.HostingEnding, new LocalDate(2026, 5, 14)));
    }

    [Fact]
    public async Task Leoni_needs_nobody()
    {
        var family = await desk.FamilyAsync("leoni");

        WorkScore.Parts(family.Situation).Should().BeEmpty();
        family.Statement(DemoBooks.Landlord).Figures.TotalDebt.Should().Be(Money.Zero);
    }

    [Fact]
    public async Task Marinis_books_were_mended_and_kept_what_was_typed()
    {
        var family = await desk.FamilyAsync("marini");

        var figures = family.Statement(DemoBooks.Landlord).Figures;
        (figures.Overdue, figures.Disputed, figures.OverdueSince).Should().Be(
            (new Money(230_50), new Money(140_00), new LocalDate(2025, 10, 5)));
        family.Trend(DemoBooks.Landlord).Class.Should().Be(TrendClass.Stable);
        family.Situation.Consultant.Should().BeNull();
    }

    [Fact]
    public async Task Neris_plan_gives_grounds_to_end_it_and_ends_by_nobodys_decision_but_a_persons()
    {
        var family = await desk.FamilyAsync("neri");

        var plan = family.Facts.InOrder.OfType<RepaymentPlanAgreed>().Single();
        var grounds = LapseGrounds.Of(family.Facts, plan, Opened, family.Parameters)!;
        grounds.Broken.Select(judged => judged.Promise.Instalment).Should().Equal(3, 4, 5);
        PlanResidual.Of(family.Facts, plan, Opened, family.Parameters).Should().Be(new Money(430_00));
        family.Statement(DemoBooks.Condominium).Plans.Single().State.Should().Be(PlanState.Active);
        family.Judged.Select(judged => judged.Latest.Outcome).Should().Equal(
            ComplianceOutcome.Kept,
            ComplianceOutcome.PartlyKept,
            ComplianceOutcome.Broken,
            ComplianceOutcome.Broken,
            ComplianceOutcome.Broken);
    }

    [Fact]
    public async Task Filling_twice_changes_nothing_the_same_day_or_later()
    {
        var events = await desk.CountEventsAsync();

        await desk.FillAsync();
        await desk.FillLaterAsync(days: 45);

        (await desk.CountEventsAsync()).Should().Be(events);
    }

    private static IEnumerable<string?> Points(EvaluationStep step) => Enum.GetValues<EmpowermentComponent>()
        .Where(component => component != EmpowermentComponent.Unspecified)
        .Select(component => step.Figures.Points(component)?.ToString());
}
