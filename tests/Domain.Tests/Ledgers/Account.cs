using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Tests.Ledgers;

/// <summary>A household's facts, written down in a test in whole euros and short dates; ids are small numbers.</summary>
internal sealed class Account
{
    public static readonly CreditorId Aler = new("aler");
    public static readonly CreditorId Comune = new("comune");

    private readonly List<HouseholdEvent> events = [];

    public ParameterValues Values { get; init; } = ShippedDefaults.Values;

    public HouseholdFacts Facts => HouseholdFacts.Known(Generators.Recorded(events));

    public ParameterSet Set => new(new("test"), ShippedDefaults.ValidFrom, ShippedDefaults.PublishedOn, Values, "");

    public ParameterHistory History => new([new(Set, Instant.FromUtc(2026, 1, 1, 0, 0))]);

    public static FactId Id(int number) => Generators.Id(number);

    public static Money Euro(decimal amount) => new((long)(amount * 100));

    /// <summary>Of the year 2025, unless said otherwise.</summary>
    public static LocalDate Day(int month, int day, int year = 2025) => new(year, month, day);

    public Account Add(HouseholdEvent happened)
    {
        events.Add(happened);
        return this;
    }

    public Account Charge(
        int id,
        LocalDate due,
        decimal capital,
        LocalDate? issued = null,
        CreditorId? to = null,
        int rank = 0,
        int ratePpm = 0,
        LocalDate? barred = null,
        decimal interest = 0,
        decimal costs = 0) => Add(new ChargePosted(
            Id(id),
            issued ?? due,
            to ?? Aler,
            ChargeKind.Rent,
            null,
            due,
            new DebtAmount(Euro(capital), Euro(interest), Euro(costs)),
            new DebtTerms(rank, ratePpm, barred),
            null,
            null));

    public Account Opening(int id, LocalDate date, LocalDate due, decimal capital) => Add(new OpeningArrearsRecorded(
        Id(id), date, Aler, ChargeKind.Rent, due, new DebtAmount(Euro(capital), Money.Zero, Money.Zero), default, null));

    public Account Pay(int id, LocalDate on, decimal amount, bool capitalFirst = false, CreditorId? to = null) =>
        Add(new PaymentRecorded(Id(id), on, to ?? Aler, Euro(amount), null, capitalFirst, null, null));

    public Account PayFor(int id, LocalDate on, decimal amount, params (int Target, decimal? Amount)[] parts) =>
        Add(new PaymentRecorded(
            Id(id),
            on,
            Aler,
            Euro(amount),
            new Designation(
                DesignatedBy.Debtor,
                parts.Select(p => new DesignatedPart(Id(p.Target), p.Amount is { } a ? Euro(a) : null)).ToValueList()),
            false,
            null,
            null));

    public Account Reverse(int id, LocalDate on, int payment) => Add(new PaymentReversed(Id(id), on, Id(payment), "returned"));

    public Account Refund(int id, LocalDate on, int payment, decimal amount) =>
        Add(new PaymentRefunded(Id(id), on, Id(payment), Euro(amount)));

    public Account Credit(int id, LocalDate on, decimal amount, int? charge = null) =>
        Add(new CreditGranted(Id(id), on, Aler, CreditKind.Credit, Euro(amount), charge is { } c ? Id(c) : null, null));

    public Account Accrue(int id, LocalDate on, int charge, decimal interest, decimal costs) =>
        Add(new InterestAndCostsAdded(Id(id), on, Id(charge), Euro(interest), Euro(costs)));

    public Account Dispute(int id, LocalDate on, int charge, decimal? amount = null) =>
        Add(new ChargeDisputed(Id(id), on, Id(charge), amount is { } a ? Euro(a) : null, null));

    public Account CloseDispute(int id, LocalDate on, int dispute) =>
        Add(new DisputeClosed(Id(id), on, Id(dispute), DisputeOutcome.Rejected));

    /// <summary>Equal monthly instalments from <paramref name="first"/>.</summary>
    public Account Plan(
        int id,
        LocalDate signed,
        LocalDate first,
        int instalments,
        decimal each,
        (int Charge, decimal Amount)[] covered,
        decimal interest = 0,
        bool currentBillFirst = false,
        int? replaces = null) => Add(new RepaymentPlanAgreed(
            Id(id),
            signed,
            Aler,
            covered.Select(c => new CoveredCharge(Id(c.Charge), Euro(c.Amount))).ToValueList(),
            Euro(interest),
            Enumerable.Range(0, instalments).Select(i => new Instalment(i + 1, first.PlusMonths(i), Euro(each))).ToValueList(),
            currentBillFirst,
            false,
            signed,
            signed.PlusMonths(3),
            replaces is { } plan ? new PlanReplacement(Id(plan), "renegotiated") : null,
            null));

    public Account Lapse(int id, LocalDate on, int plan) => Add(new PlanLapsed(Id(id), on, Id(plan), "missed", Money.Zero));

    public Account Suspend(int id, LocalDate approved, LocalDate start, LocalDate end) =>
        Add(new SuspensionApproved(Id(id), approved, Aler, new DateSpan(start, end), "job-loss", null, new("a"), new("b")));

    public Account Resume(int id, LocalDate on, int suspension) => Add(new SuspensionEnded(Id(id), on, Id(suspension)));

    public Account Contract(int id, LocalDate signed, decimal amount, int everyMonths, DateSpan term) =>
        Add(new ContractRecorded(Id(id), signed, Aler, ChargeKind.Rent, Euro(amount), everyMonths, term));

    public Account Void(int id, int original, LocalDate effective) =>
        Add(new FactCorrected(Id(id), Id(original), null, "mistake", null, effective));

    public CreditorTimeline Timeline(CreditorId? of = null) => ArrearsCalculator.Timeline(Facts, of ?? Aler, History);

    public ArrearsFigures At(LocalDate day, CreditorId? of = null) => Timeline(of).At(day);

    public LedgerStatement Statement(LocalDate day) => LedgerStatement.Build(Facts, Aler, day, Set);

    /// <summary>What is outstanding of a charge at the end of a day.</summary>
    public Money Owed(int charge, LocalDate day) => Statement(day).Debts.Single(debt => debt.Id == Id(charge)).Outstanding.Total;

    public DebtLine Debt(int charge, LocalDate day) => Statement(day).Debts.Single(debt => debt.Id == Id(charge));

    public SettlementLine Settlement(int id, LocalDate day) => Statement(day).Settlements.Single(line => line.Id == Id(id));

    public InstalmentLine[] Instalments(int plan, LocalDate day) =>
        [.. Statement(day).Plans.Single(line => line.Id == Id(plan)).Instalments];
}
