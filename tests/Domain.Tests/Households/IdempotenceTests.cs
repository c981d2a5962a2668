using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Deciding the same twice leads to nothing the second time (R5).</summary>
public sealed class IdempotenceTests
{
    private static readonly AgencyState Known = AgencyState.Fold(
        Agency,
        [
            AgencyEntry(5, new AgencyEvent.CreditorRegistered(new CreditorId("comune"), Day("2020-01-01"), "Comune")),
            AgencyEntry(6, new AgencyEvent.CreditorRegistered(new CreditorId("condominio"), Day("2020-01-01"), "Condominio")),
        ]);

    [Fact]
    public void Every_decision_applied_and_taken_again_leads_to_nothing()
        => Prop.ForAll(
                Generators.LedgerStreams(), events => IsIdempotent(Enrolled(), [.. events.Select(CommandFor), .. Checks(events)]))
            .Check(Config.QuickThrowOnFailure.WithReplay(20260103, 7));

    [Fact]
    public void The_random_commands_are_accepted_often_enough_to_prove_something()
    {
        var state = Enrolled();
        var accepted = 0;
        foreach (var decide in Generators.Stream(seed: 7, count: 200).Select(CommandFor))
        {
            var decision = decide(state);
            accepted += decision is Decision<HouseholdEvent>.Accepted ? 1 : 0;
            state = decision is Decision<HouseholdEvent>.Accepted ? After(state, decision) : state;
        }

        accepted.Should().BeGreaterThan(100);
    }

    private static bool IsIdempotent(HouseholdState state, IEnumerable<Func<HouseholdState, Decision<HouseholdEvent>>> commands)
    {
        foreach (var decide in commands)
        {
            var decision = decide(state);
            if (decision is Decision<HouseholdEvent>.Accepted)
            {
                state = After(state, decision);
                if (!decide(state).Equals(Decision<HouseholdEvent>.Nothing))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static Func<HouseholdState, Decision<HouseholdEvent>> CommandFor(HouseholdEvent happened) => happened switch
    {
        RepaymentPlanAgreed plan => state => AgreePlan.Decide(state, Agreeing(plan), Known, RecordedDay),
        PlanLapsed lapsed => state => LapsePlan.Decide(
            state, new LapsePlan(lapsed.Id, lapsed.Date, lapsed.Plan, lapsed.ReasonCode, Euro(state.Version)), Known, RecordedDay),
        SuspensionApproved s => state => ApproveSuspension.Decide(
            state,
            new ApproveSuspension(
                s.Id,
                s.Date,
                s.Creditor,
                s.Period,
                s.ReasonCode,
                new PersonalText("letter"),
                new StaffId("anna"),
                new StaffId("bruno")),
            Known,
            RecordedDay),
        FactCorrected c => state => CorrectFact.Decide(
            state, new CorrectFact(c.Id, c.Original, c.Supersedes, c.ReasonCode, c.Replacement), Known, RecordedDay),
        HouseholdEvent.Fact fact => state => RecordFact.Decide(state, new RecordFact(fact), Known, RecordedDay),
        _ => throw new InvalidOperationException(happened.ToString()),
    };

    private static AgreePlan Agreeing(RepaymentPlanAgreed plan) => new(
        plan.Id,
        plan.SignedOn,
        plan.Creditor,
        plan.Covered,
        plan.Interest,
        new PlanSchedule.Explicit(plan.Instalments.Select(i => new ScheduledAmount(i.DueDate, i.Amount)).ToValueList()),
        LumpSum: null,
        plan.CurrentBillFirst,
        CourtOrdered: true,
        plan.AcceptedOn,
        ReviewOn: null,
        plan.Replaces,
        plan.Note);

    /// <summary>A promise and its check, and checks of the first instalment of every plan, on a day after the grace.</summary>
    private static IEnumerable<Func<HouseholdState, Decision<HouseholdEvent>>> Checks(IEnumerable<HouseholdEvent> events)
    {
        var promise = Promised(900_001, "2024-02-01", "2024-03-01", 120) with { Creditor = new CreditorId("aler") };
        yield return state => RecordFact.Decide(state, new RecordFact(promise), Known, RecordedDay);
        yield return state => Check(state, 900_002, promise.Id, instalment: null);
        var number = 900_010;
        foreach (var plan in events.OfType<RepaymentPlanAgreed>())
        {
            var id = number++;
            yield return state => Check(state, id, plan.Id, instalment: 1);
        }

        yield return state => CloseHousehold.Decide(state, new CloseHousehold(Day("2026-06-01"), "moved-away"), RecordedDay);
        yield return state => ReopenHousehold.Decide(state, new ReopenHousehold(Day("2026-06-02"), "came-back"), RecordedDay);
    }

    private static Decision<HouseholdEvent> Check(HouseholdState state, int id, FactId subject, int? instalment)
        => CheckCompliance.Decide(
            state, new CheckCompliance(Id(id), RecordedDay.Date, subject, instalment, null, null, null), Known, RecordedDay);
}
