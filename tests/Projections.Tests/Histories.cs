using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Domain.Tests;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

/// <summary>Random households with all that read models look at: accounts, promises, budget, hosting, contacts, evaluations.</summary>
internal static class Histories
{
    /// <summary>In an order of recording; the household is enrolled before.</summary>
    public static IEnumerable<HouseholdEvent> Of(Random draw, int seed) =>
        [.. Coaching(draw), .. Budget(draw), .. Promises(draw), .. Generators.Stream(seed, 1 + draw.Next(25))];

    /// <summary>Promises to pay and to act, with judgements that come late, twice or never.</summary>
    private static IEnumerable<HouseholdEvent> Promises(Random draw)
    {
        for (var promise = 0; promise < 12; promise++)
        {
            var due = Generators.FirstDay.PlusDays(draw.Next(500));
            var subject = Books.Id(1_000 + promise);
            var kind = draw.Next(4) > 0 ? CommitmentKind.Payment : CommitmentKind.Task;
            yield return new CommitmentAgreed(subject, due.PlusDays(-20), kind, null, due, Books.Aler, new Money(50_00), null, null);
            if (draw.Next(6) == 0)
            {
                yield return new CommitmentWithdrawn(Books.Id(1_100 + promise), due.PlusDays(draw.Next(20) - 10), subject, "agreed");
            }

            FactId? before = null;
            for (var judgement = 0; judgement < draw.Next(3); judgement++)
            {
                var id = Books.Id(2_000 + (promise * 10) + judgement);
                yield return new ComplianceAssessed(
                    id, due.PlusDays(6 + draw.Next(60)), subject, null, (ComplianceOutcome)(1 + draw.Next(4)), new Money(50_00), Money.Zero,
                    null, null, before, null, new JudgementBasis(ShippedDefaults.Id, "", 1), null);
                before = id;
            }
        }
    }

    /// <summary>Who looks after the household, who spoke with it, where it lives, how it was evaluated.</summary>
    private static IEnumerable<HouseholdEvent> Coaching(Random draw)
    {
        yield return new ConsultantAssigned(Books.Id(3_000), Somewhen(draw), new StaffId(draw.Next(2) == 0 ? "giulia" : "marco"));
        for (var contact = 0; contact < draw.Next(3); contact++)
        {
            yield return new ContactRecorded(Books.Id(3_010 + contact), Somewhen(draw), ContactWay.Phone, null, null);
        }

        var hosted = Somewhen(draw);
        yield return new HostingAgreed(Books.Id(3_020), hosted, new DateSpan(hosted.PlusDays(draw.Next(9)), hosted.PlusMonths(12)), null);
        if (draw.Next(2) == 0)
        {
            yield return new HostingAgreed(
                Books.Id(3_021), hosted.PlusDays(60), new DateSpan(hosted.PlusMonths(12), hosted.PlusMonths(15)), null);
            yield return new ExitPlanAgreed(Books.Id(3_022), hosted.PlusMonths(14), Books.Id(3_020 + draw.Next(2)), null);
        }

        yield return new HostingDecided(
            Books.Id(3_023), hosted, Books.Id(3_024), IsApproved: true, Books.Id(3_020), Persons: 2, "agreed", new StaffId("anna"));
        for (var decided = 0; decided < draw.Next(3); decided++)
        {
            var proposed = Books.Id(3_200 + decided);
            var day = Somewhen(draw);
            yield return new HostingProposed(
                proposed, day, new DateSpan(day, day.PlusMonths(1)), HostingTarget.FragileHousehold, Flat: null, Renews: null, "no-home",
                Evidence: null, new StaffId("anna"));
            yield return new HostingDecided(
                Books.Id(3_210 + decided), day.PlusDays(draw.Next(30)), proposed, draw.Next(2) == 0, Hosting: null, Persons: 2, "agreed",
                new StaffId("bruno"));
        }

        yield return Composed(Books.Id(3_025), Somewhen(draw), 1 + draw.Next(4));
        if (draw.Next(3) == 0)
        {
            yield return new HostingEnded(Books.Id(3_026), hosted.PlusDays(draw.Next(400)), Books.Id(3_020), HostingExit.PrivateRent);
        }

        var entry = Somewhen(draw);
        yield return new EvaluationRecorded(Books.Id(3_040), entry, EvaluationPhase.Entry, null, [], null);
        yield return new EvaluationRecorded(Books.Id(3_041), entry.PlusDays(draw.Next(200)), EvaluationPhase.Exit, null, [], null);
        if (draw.Next(4) == 0)
        {
            yield return new HouseholdClosed(entry.PlusDays(300), "moved");
        }
    }

    private static CompositionRecorded Composed(FactId id, LocalDate day, int persons)
    {
        var members = Enumerable.Range(0, persons)
            .Select(i => new Member(new MemberId(Books.Id(3_100 + i).Value), null, null, AgeBand.Unknown, [], null));
        return new CompositionRecorded(id, day, [.. members], [], SensitiveTags: null);
    }

    /// <summary>Income declared and received, needs, counted cash, a contract, and a bill of a period of its own.</summary>
    private static IEnumerable<HouseholdEvent> Budget(Random draw)
    {
        yield return new IncomeReceived(Books.Id(3_030), Somewhen(draw), new Money(900_00), IncomeSource.Wages, null, null, null);
        for (var entry = 0; entry < draw.Next(3); entry++)
        {
            var first = Somewhen(draw);
            LocalDate? last = draw.Next(3) > 0 ? first.PlusDays(draw.Next(200)) : null;
            yield return new IncomeEntryRecorded(
                Books.Id(3_050 + entry), first, IncomeSource.Wages, new Money(draw.Next(900_00)),
                new Recurrence(draw.Next(2) == 0 ? Frequency.Monthly : Frequency.Weekly, first, last), Reliability.Certain, null, null);
            if (draw.Next(3) == 0)
            {
                yield return new BudgetEntryEnded(Books.Id(3_060 + entry), first.PlusDays(draw.Next(150)), Books.Id(3_050 + entry));
            }
        }

        for (var change = 0; change < draw.Next(4); change++)
        {
            var planned = Somewhen(draw);
            yield return new OccurrenceAdjusted(
                Books.Id(3_100 + change), planned.PlusDays(-draw.Next(30)), Books.Id(3_050 + draw.Next(2)),
                new OccurrenceChange(planned, new Money(draw.Next(900_00)), draw.Next(2) == 0 ? planned.PlusDays(draw.Next(150)) : null));
        }

        var needed = Somewhen(draw);
        yield return new ExpensePlanned(
            Books.Id(3_070), needed, "food", NeedClass.Primary, new Money(draw.Next(90_00)),
            new Recurrence(Frequency.Weekly, needed, null), null);
        for (var count = 0; count < draw.Next(4); count++)
        {
            yield return new CashCounted(Books.Id(3_080 + count), Somewhen(draw), new Money(draw.Next(150_00)));
        }

        var billed = Somewhen(draw);
        yield return new ContractRecorded(
            Books.Id(3_090), billed, Books.Aler, ChargeKind.Rent, new Money(300_00), 1,
            new DateSpan(billed, billed.PlusDays(30 + draw.Next(300))));
        yield return new ChargePosted(
            Books.Id(3_091), billed, Books.Aler, ChargeKind.Rent, new DateSpan(billed, billed.PlusDays(20 + draw.Next(60))),
            billed.PlusDays(draw.Next(90)), new DebtAmount(new Money(250_00), default, default), default, null, null);
    }

    private static LocalDate Somewhen(Random draw) => Generators.FirstDay.PlusDays(draw.Next(500));
}
