using BudgetCoaching.Domain.Households;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Random but plausible households: every kind of fact of the ledger, late and early, right and astray.</summary>
public static class Generators
{
    public static readonly LocalDate FirstDay = new(2023, 12, 1);

    private const int DaysMax = 500;

    private static readonly CreditorId[] Creditors = [new("aler"), new("comune"), new("condominio")];

    /// <summary>Facts with their corrections, in one order of recording; every correction comes after what it corrects.</summary>
    public static Gen<IReadOnlyList<HouseholdEvent>> LedgerFacts(int factsMax = 40) =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, factsMax)
        select Stream(seed, count);

    public static Arbitrary<IReadOnlyList<HouseholdEvent>> LedgerStreams(int factsMax = 40) => Arb.From(LedgerFacts(factsMax));

    /// <summary>The same stream for the same seed, on every machine.</summary>
    public static IReadOnlyList<HouseholdEvent> Stream(int seed, int count)
    {
        var draw = new Draw(seed);
        var facts = new List<HouseholdEvent>();
        for (var i = 0; i < count; i++)
        {
            facts.Add(draw.Next());
        }

        return [.. facts, .. draw.Corrections([.. facts.Cast<Fact>()])];
    }

    /// <summary>Entries with versions and record times in the given order of recording.</summary>
    public static IReadOnlyList<HouseholdEntry> Recorded(IEnumerable<HouseholdEvent> events)
    {
        var start = Instant.FromUtc(2026, 1, 1, 9, 0);
        return [.. events.Select((happened, i) => new HouseholdEntry(i + 1, start + Duration.FromSeconds(i), happened, null))];
    }

    /// <summary>Another order of recording that leaves corrections after what they correct and in their own order.</summary>
    public static IReadOnlyList<HouseholdEvent> Shuffled(IReadOnlyList<HouseholdEvent> events, int seed)
    {
        var draw = new Draw(seed);
        var facts = events.Where(e => e is not FactCorrected).ToArray();
        draw.Shuffle(facts);
        return [.. facts, .. events.Where(e => e is FactCorrected)];
    }

    public static FactId Id(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    /// <summary>A small linear congruential generator: the sequence is part of the tests, not of the runtime.</summary>
    private sealed class Draw(int seed)
    {
        private ulong state = unchecked((ulong)seed * 2862933555777941757 + 3037000493);
        private int nextId;

        private List<(FactId Id, CreditorId Creditor)> Charges { get; } = [];

        private List<(FactId Id, CreditorId Creditor)> Plans { get; } = [];

        private List<FactId> Payments { get; } = [];

        private List<FactId> Disputes { get; } = [];

        private List<FactId> Suspensions { get; } = [];

        public int Below(int bound)
        {
            state = unchecked(state * 6364136223846793005 + 1442695040888963407);
            return (int)((state >> 33) % (ulong)bound);
        }

        public void Shuffle<T>(T[] items)
        {
            for (var i = items.Length - 1; i > 0; i--)
            {
                var other = Below(i + 1);
                (items[i], items[other]) = (items[other], items[i]);
            }
        }

        public Fact Next() => Below(100) switch
        {
            < 28 => Charge(),
            < 33 => Opening(),
            < 37 => new InterestAndCostsAdded(NewId(), Day(), AnyCharge(), Cents(500), Cents(500)),
            < 62 => Payment(),
            < 67 => new PaymentReversed(NewId(), Day(), AnyOf(Payments), "returned"),
            < 71 => new PaymentRefunded(NewId(), Day(), AnyOf(Payments), Cents(8_000)),
            < 77 => Credit(),
            < 82 => Dispute(),
            < 85 => new DisputeClosed(NewId(), Day(), AnyOf(Disputes), DisputeOutcome.Rejected),
            < 91 => Plan(),
            < 94 => new PlanLapsed(NewId(), Day(), Plans.Count > 0 ? Plans[Below(Plans.Count)].Id : Id(Below(60)), "missed", Cents(100)),
            < 97 => Suspension(),
            < 98 => new SuspensionEnded(NewId(), Day(), AnyOf(Suspensions)),
            _ => new ContractRecorded(NewId(), Day(), Creditor(), ChargeKind.Rent, Cents(40_000), 1 + Below(3), new DateSpan(Day(), null)),
        };

        /// <summary>Some facts replaced by others of their kind, some voided, a few corrected twice.</summary>
        public IEnumerable<HouseholdEvent> Corrections(IReadOnlyList<Fact> facts)
        {
            foreach (var fact in facts)
            {
                FactId? before = null;
                for (var chance = Below(10); chance < 2; chance += 1 + Below(2))
                {
                    var id = NewId();
                    var replacement = Below(2) == 0 ? null : Replaced(fact);
                    yield return new FactCorrected(id, fact.Id, before, "mistake", replacement, fact.Effective);
                    before = id;
                }
            }
        }

        private Fact? Replaced(Fact fact) => fact switch
        {
            ChargePosted charge => charge with { Amount = new DebtAmount(Cents(30_000), Money.Zero, Money.Zero) },
            PaymentRecorded payment => payment with { ValueDate = Day(), Amount = Cents(30_000) },
            SuspensionApproved suspension => suspension with { Date = Day() },
            _ => null,
        };

        private FactId NewId() => Id(++nextId);

        private LocalDate Day() => FirstDay.PlusDays(Below(DaysMax));

        private Money Cents(int most) => new(1 + Below(most));

        private CreditorId Creditor() => Creditors[Below(10) < 7 ? 0 : 1 + Below(2)];

        /// <summary>Mostly something that is there, now and then something that is recorded later or never.</summary>
        private FactId AnyOf(List<FactId> known) => known.Count > 0 && Below(8) > 0 ? known[Below(known.Count)] : Id(1 + Below(60));

        private FactId AnyCharge() => Charges.Count > 0 && Below(8) > 0 ? Charges[Below(Charges.Count)].Id : Id(1 + Below(60));

        private DebtTerms Terms(LocalDate due) => new(
            Below(4) == 0 ? 1 : 0, Below(4) == 0 ? 25_000 : 0, Below(6) == 0 ? due.PlusDays(Below(300)) : null);

        private DebtAmount Amount() => new(Cents(30_000), new Money(Below(3) * 150), new Money(Below(3) * 70));

        private ChargePosted Charge()
        {
            var id = NewId();
            var issued = Day();
            var due = issued.PlusDays(Below(4) == 0 ? 0 : Below(45));
            var creditor = Creditor();
            Charges.Add((id, creditor));

            // Equal due dates are common in life: bills fall due on the first or the fifth.
            due = Below(2) == 0 ? LocalDate.Max(issued, new LocalDate(due.Year, due.Month, 5)) : due;
            return new ChargePosted(id, issued, creditor, ChargeKind.Rent, null, due, Amount(), Terms(due), null, null);
        }

        private OpeningArrearsRecorded Opening()
        {
            var id = NewId();
            var creditor = Creditor();
            var date = Day();
            var due = date.PlusDays(-Below(400));
            Charges.Add((id, creditor));
            return new OpeningArrearsRecorded(id, date, creditor, ChargeKind.Rent, due, Amount(), Terms(due), null);
        }

        private PaymentRecorded Payment()
        {
            var id = NewId();
            Payments.Add(id);
            var designation = Below(3) == 0 ? Designated() : null;
            return new PaymentRecorded(id, Day(), Creditor(), Cents(40_000), designation, Below(6) == 0, null, null);
        }

        private Designation Designated()
        {
            var parts = new List<DesignatedPart>();
            for (var i = 0; i <= Below(3); i++)
            {
                var target = Plans.Count > 0 && Below(4) == 0 ? Plans[Below(Plans.Count)].Id : AnyCharge();
                parts.Add(new DesignatedPart(target, Below(2) == 0 ? null : Cents(20_000)));
            }

            return new Designation(DesignatedBy.Debtor, parts.ToValueList());
        }

        private CreditGranted Credit() => new(
            NewId(),
            Day(),
            Creditor(),
            Below(2) == 0 ? CreditKind.Credit : CreditKind.Waiver,
            Cents(9_000),
            Below(2) == 0 ? null : AnyCharge(),
            null);

        private ChargeDisputed Dispute()
        {
            var id = NewId();
            Disputes.Add(id);
            return new ChargeDisputed(id, Day(), AnyCharge(), Below(2) == 0 ? null : Cents(15_000), null);
        }

        private RepaymentPlanAgreed Plan()
        {
            var id = NewId();
            var creditor = Creditor();
            var signed = Day();
            var covered = new List<CoveredCharge>();
            foreach (var charge in Charges.Where(c => c.Creditor == creditor && Below(2) == 0))
            {
                covered.Add(new CoveredCharge(charge.Id, Cents(30_000)));
            }

            if (covered.Count == 0)
            {
                covered.Add(new CoveredCharge(AnyCharge(), Cents(30_000)));
            }

            var interest = new Money(Below(2) * Below(2_000));
            Plans.Add((id, creditor));
            return new RepaymentPlanAgreed(
                id,
                signed,
                creditor,
                covered.ToValueList(),
                interest,
                Instalments(signed, covered.Sum(c => c.Amount.Cents) + interest.Cents),
                Below(2) == 0,
                false,
                signed,
                signed.PlusMonths(3),
                null,
                null);
        }

        private ValueList<Instalment> Instalments(LocalDate signed, long total)
        {
            var count = (int)Math.Min(total, 1 + Below(12));
            var instalments = new List<Instalment>();
            for (var i = 0; i < count; i++)
            {
                var cents = i == count - 1 ? total - total / count * (count - 1) : total / count;
                instalments.Add(new Instalment(i + 1, signed.PlusMonths(i), new Money(cents)));
            }

            return instalments.ToValueList();
        }

        private SuspensionApproved Suspension()
        {
            var id = NewId();
            var start = Day();
            Suspensions.Add(id);
            return new SuspensionApproved(
                id, Day(), Creditor(), new DateSpan(start, start.PlusDays(1 + Below(90))), "job-loss", null, new("a"), new("b"));
        }
    }
}
