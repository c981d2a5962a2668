using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using FsCheck;
using FsCheck.Fluent;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using static BudgetCoaching.Domain.Tests.Sample;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Facts are accepted whatever the balances (R13) and whatever the order of recording (R14); creditors do not mix (R16).</summary>
public sealed class RecordFactTests
{
    private static readonly Type[] OwnCommand =
    [
        typeof(RepaymentPlanAgreed), typeof(PlanLapsed), typeof(SuspensionApproved), typeof(ComplianceAssessed), typeof(NoFaultDecided),
        typeof(SuspensionDecided), typeof(HostingProposed), typeof(HostingDecided), typeof(HostingEnded),
    ];

    private static IEnumerable<HouseholdEvent.Fact> Recordable => EveryKind.Facts.Where(f => !OwnCommand.Contains(f.GetType()));

    [Fact]
    public void Every_kind_of_fact_is_recorded_as_stated_and_a_second_time_is_nothing()
    {
        foreach (var fact in Recordable)
        {
            var state = Enrolled();
            var decision = Decide(state, fact);

            decision.Should().Be(Appends(fact));
            Decide(After(state, decision), fact).Should().Be(Decision<HouseholdEvent>.Nothing);
        }
    }

    [Fact]
    public void Facts_with_a_command_of_their_own_are_refused()
    {
        foreach (var fact in EveryKind.Facts.Where(f => OwnCommand.Contains(f.GetType())))
        {
            ReasonOf(Decide(Enrolled(), fact)).Should().Be(Reasons.FactHasOwnCommand);
        }
    }

    [Fact]
    public void Recording_for_an_absent_household_is_refused()
        => ReasonOf(Decide(HouseholdState.Absent, Charge(1))).Should().Be(Reasons.HouseholdNotEnrolled);

    [Fact]
    public void The_same_id_with_other_contents_is_refused()
        => ReasonOf(Decide(Enrolled(Charge(1)), Charge(1, amount: 301))).Should().Be(Reasons.FactIdReused);

    [Fact]
    public void The_id_of_a_correction_cannot_become_that_of_a_fact()
    {
        var state = Enrolled(Charge(1), new FactCorrected(Id(2), Id(1), null, "not-ours", null, Day("2026-02-01")));

        ReasonOf(Decide(state, Charge(2))).Should().Be(Reasons.FactIdReused);
    }

    [Fact]
    public void The_same_fact_again_is_nothing_even_when_it_was_corrected_and_the_household_closed()
    {
        var state = Enrolled(
            Charge(1),
            new FactCorrected(Id(2), Id(1), null, "typing-error", Charge(1, amount: 310), Day("2026-02-01")),
            new HouseholdClosed(Day("2026-05-01"), "moved-away"));

        Decide(state, Charge(1)).Should().Be(Decision<HouseholdEvent>.Nothing);
        ReasonOf(Decide(state, Charge(3))).Should().Be(Reasons.HouseholdIsClosed);
    }

    [Fact]
    public void A_creditor_that_the_agency_has_not_registered_is_refused()
        => ReasonOf(Decide(Enrolled(), Charge(1) with { Creditor = new CreditorId("unknown") })).Should().Be(Reasons.CreditorUnknown);

    [Fact]
    public void A_payment_may_designate_a_charge_that_is_recorded_later()
    {
        var payment = Payment(2, "2026-03-01", 100, Id(1));

        Decide(Enrolled(), payment).Should().Be(Appends(payment));
    }

    [Fact]
    public void A_payment_above_all_that_is_owed_is_recorded_because_balances_never_decide()
    {
        var payment = Payment(2, "2026-03-01", 1_000_000);

        Decide(Enrolled(Charge(1)), payment).Should().Be(Appends(payment));
    }

    [Fact]
    public void A_voided_charge_may_still_be_designated()
    {
        var state = Enrolled(Charge(1), new FactCorrected(Id(2), Id(1), null, "not-ours", null, Day("2026-02-01")));
        var payment = Payment(3, "2026-03-01", 100, Id(1));

        Decide(state, payment).Should().Be(Appends(payment));
    }

    [Fact]
    public void A_reference_to_a_recorded_fact_of_another_kind_is_refused()
    {
        var state = Enrolled([.. EveryKind.Facts]);
        HouseholdEvent.Fact[] wrong =
        [
            Payment(90, "2026-03-01", 10, Id(8)),
            Charge(90) with { Contract = Id(10) },
            new InterestAndCostsAdded(Id(90), Day("2026-03-01"), Id(13), Euro(1), Money.Zero),
            new CreditGranted(Id(90), Day("2026-03-01"), Aler, CreditKind.Credit, Euro(1), Id(13), null),
            new ChargeDisputed(Id(90), Day("2026-03-01"), Id(13), null, null),
            new DisputeClosed(Id(90), Day("2026-03-01"), Id(10), DisputeOutcome.Upheld),
            new PaymentReversed(Id(90), Day("2026-03-01"), Id(10), "returned"),
            new PaymentRefunded(Id(90), Day("2026-03-01"), Id(10), Euro(1)),
            new SuspensionEnded(Id(90), Day("2026-05-10"), Id(19)),
            new IncomeReceived(Id(90), Day("2026-03-01"), Euro(1), IncomeSource.Wages, Id(5), null, null),
            new ExpenseIncurred(Id(90), Day("2026-03-01"), "food", NeedClass.Primary, Euro(1), Id(3), null),
            new BudgetEntryEnded(Id(90), Day("2026-03-01"), Id(10)),
            new OccurrenceAdjusted(Id(90), Day("2026-03-01"), Id(10), OccurrenceChange.Skip(Day("2026-03-27"))),
            new BalanceObserved(Id(90), Day("2026-03-01"), default, Euro(1), Id(8), ""),
            new PaymentReversed(Id(90), Day("2026-03-01"), Id(90), "returned"),
        ];

        foreach (var fact in wrong)
        {
            ReasonOf(Decide(state, fact)).Should().Be(Reasons.ReferenceWrongKind, fact.ToString());
        }
    }

    [Fact]
    public void A_reference_to_a_correction_is_refused()
    {
        var state = Enrolled(Charge(1), new FactCorrected(Id(2), Id(1), null, "not-ours", null, Day("2026-02-01")));

        ReasonOf(Decide(state, Payment(3, "2026-03-01", 10, Id(2)))).Should().Be(Reasons.ReferenceWrongKind);
    }

    [Fact]
    public void A_payment_cannot_designate_the_charge_of_another_creditor()
    {
        var payment = Payment(2, "2026-03-01", 100, Id(1)) with { Creditor = Condominium };

        ReasonOf(Decide(Enrolled(Charge(1)), payment)).Should().Be(Reasons.ReferenceOtherCreditor);
    }

    [Fact]
    public void Ledger_facts_are_accepted_in_any_order_of_recording()
    {
        var facts = Recordable.ToArray();
        Prop.ForAll(
                Arb.From(Gen.Shuffle(facts)),
                shuffled =>
                {
                    var state = Enrolled();
                    foreach (var fact in shuffled)
                    {
                        var decision = Decide(state, fact);
                        if (!decision.Equals(Appends(fact)))
                        {
                            return false;
                        }

                        state = After(state, decision);
                    }

                    return true;
                })
            .Check(Config.QuickThrowOnFailure.WithReplay(20260104, 7));
    }

    private static Decision<HouseholdEvent> Decide(HouseholdState state, HouseholdEvent.Fact fact)
        => RecordFact.Decide(state, new RecordFact(fact), Agency, RecordedDay);
}
