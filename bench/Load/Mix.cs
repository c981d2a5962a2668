using BudgetCoaching.V1;
using Google.Type;

namespace BudgetCoaching.Load.Bench;

/// <summary>What is called: four questions to one fact, unless said otherwise, about households of which few are busy.</summary>
internal sealed class Mix(int readPercent, Skew skew, int seed)
{
    public const string AgencyId = "load";
    public const string Agency = $"agencies/{AgencyId}";
    public const string Creditor = "aler";

    /// <summary>The first is the one of charges and payments.</summary>
    public static readonly IReadOnlyList<string> Creditors = [Creditor, "condominio"];

    /// <summary>Facts are dated within so many days before today.</summary>
    public const int DaysBack = 360;

    private const int Percent = 100;

    private static readonly DateTime Today = DateTime.UtcNow.Date;

    public static readonly IReadOnlyList<CallKind> Kinds =
    [
        new("GetArrears", true, 30, (node, household, _) =>
            node.Arrears.GetArrearsAsync(new GetArrearsRequest { Household = household }, node.Options).ResponseAsync),
        new("GetArrearsTrend", true, 25, (node, household, _) =>
            node.Arrears.GetArrearsTrendAsync(new GetArrearsTrendRequest { Household = household }, node.Options).ResponseAsync),
        new("GetLedger", true, 10, (node, household, _) =>
            node.Ledger.GetLedgerAsync(new GetLedgerRequest { Household = household }, node.Options).ResponseAsync),
        new("GetHousehold", true, 10, (node, household, _) =>
            node.Households.GetHouseholdAsync(new GetHouseholdRequest { Name = household }, node.Options).ResponseAsync),
        new("GetEmpowermentProgress", true, 8, (node, household, _) =>
            node.Empowerment.GetEmpowermentProgressAsync(
                new GetEmpowermentProgressRequest { Household = household }, node.Options).ResponseAsync),
        new("GetWarnings", true, 7, (node, household, _) =>
            node.Warnings.GetWarningsAsync(new GetWarningsRequest { Household = household }, node.Options).ResponseAsync),
        new("ListHouseholds", true, 6, (node, _, _) =>
            node.Households.ListHouseholdsAsync(new ListHouseholdsRequest { Agency = Agency, PageSize = 25 }, node.Options).ResponseAsync),
        new("GetWorkList", true, 4, (node, _, _) =>
            node.Warnings.GetWorkListAsync(new GetWorkListRequest { Agency = Agency, PageSize = 10 }, node.Options).ResponseAsync),
        new("RecordPayment", false, 40, (node, household, draw) =>
            node.Ledger.RecordPaymentAsync(PaymentOf(household, ref draw, NewId()), node.Options).ResponseAsync),
        new("PostCharge", false, 30, (node, household, draw) =>
            node.Ledger.PostChargeAsync(ChargeOf(household, ref draw, NewId()), node.Options).ResponseAsync),
        new("RecordIncome", false, 15, (node, household, draw) =>
            node.Budget.RecordIncomeAsync(IncomeOf(household, ref draw, NewId()), node.Options).ResponseAsync),
        new("RecordContact", false, 15, (node, household, draw) =>
            node.Households.RecordContactAsync(ContactOf(household, ref draw, NewId()), node.Options).ResponseAsync),
    ];

    private static readonly CallKind[] Reads = Spread(kind => kind.IsRead);
    private static readonly CallKind[] Facts = Spread(kind => !kind.IsRead);

    /// <summary>The n-th call of a run: the same for the same seed.</summary>
    public (CallKind Kind, string Household, Draw Draw) Call(long number)
    {
        var draw = new Draw(seed, number);
        var kinds = draw.Below(Percent) < readPercent ? Reads : Facts;
        var kind = kinds[draw.Below(kinds.Length)];
        return (kind, Household(skew.At(draw.Share())), draw);
    }

    public static string Household(int place) => $"households/{IdOf(place, 0)}";

    public static RecordPaymentRequest PaymentOf(string household, ref Draw draw, string id) => new()
    {
        Household = household,
        RequestId = id,
        Payment = new Payment { ValueDate = Day(ref draw), Creditor = Creditor, Amount = Euro(ref draw, 400), Remittance = "affitto" },
    };

    public static PostChargeRequest ChargeOf(string household, ref Draw draw, string id)
    {
        var issued = Today.AddDays(-draw.Below(DaysBack));
        return new PostChargeRequest
        {
            Household = household,
            RequestId = id,
            Charge = new Charge
            {
                IssueDate = On(issued),
                DueDate = On(issued.AddDays(draw.Below(30))),
                Creditor = Creditor,
                Kind = ChargeKind.Rent,
                Amount = new DebtAmount { Capital = Euro(ref draw, 400) },
            },
        };
    }

    public static Date On(DateTime day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>An id that is the same in every run.</summary>
    public static string IdOf(int place, int part) => new Guid(place + 1, (short)part, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 1]).ToString();

    private static RecordIncomeRequest IncomeOf(string household, ref Draw draw, string id) => new()
    {
        Household = household,
        RequestId = id,
        Income = new Income { ReceiptDate = Day(ref draw), Amount = Euro(ref draw, 1_500), Source = IncomeSource.Wages },
    };

    private static RecordContactRequest ContactOf(string household, ref Draw draw, string id) => new()
    {
        Household = household,
        RequestId = id,
        Contact = new Contact { ContactDate = Day(ref draw), Way = ContactWay.Phone },
    };

    private static Date Day(ref Draw draw) => On(Today.AddDays(-draw.Below(DaysBack)));

    private static Money Euro(ref Draw draw, int most) => new() { CurrencyCode = "EUR", Units = 1 + draw.Below(most) };

    private static string NewId() => Guid.NewGuid().ToString();

    private static CallKind[] Spread(Func<CallKind, bool> counts) =>
        [.. Kinds.Where(counts).SelectMany(kind => Enumerable.Repeat(kind, kind.Weight))];
}
