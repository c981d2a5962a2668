using BudgetCoaching.V1;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

/// <summary>A household of its own for one test, enrolled on 1 January 2025, with the writes that most tests begin with.</summary>
internal sealed class OpenedHousehold
{
    private readonly LedgerService.LedgerServiceClient ledger;
    private readonly ArrearsService.ArrearsServiceClient arrears;

    private OpenedHousehold(RunningService service, string name)
    {
        (ledger, arrears) = (new(service.Channel), new(service.Channel));
        Name = name;
    }

    public string Name { get; }

    /// <summary>Of the last fact recorded here: a read model asked with it has seen that fact.</summary>
    public string Cursor { get; private set; } = "";

    public static async Task<OpenedHousehold> EnrolAsync(RunningService service, string agency = RunningService.Agency)
    {
        var households = new HouseholdService.HouseholdServiceClient(service.Channel);
        var enrolled = await households.EnrolHouseholdAsync(
            new EnrolHouseholdRequest { Agency = agency, EnrolmentDate = Day("2025-01-01") }, RunningService.Headers);
        return new OpenedHousehold(service, enrolled.Household.Name);
    }

    /// <summary>Rent; the fact's id.</summary>
    /// <param name="issued">Null: the first of the month of its due date.</param>
    public async Task<string> ChargeAsync(string due, decimal amount, string creditor = "aler", string? issued = null)
    {
        var receipt = await ledger.PostChargeAsync(
            new PostChargeRequest
            {
                Household = Name,
                Charge = new Charge
                {
                    IssueDate = Day(issued ?? due[..^2] + "01"),
                    DueDate = Day(due),
                    Creditor = creditor,
                    Kind = ChargeKind.Rent,
                    Amount = Capital(amount),
                },
            },
            RunningService.Headers);
        return Seen(receipt);
    }

    /// <summary>A payment for which nobody named a debt; the fact's id.</summary>
    public async Task<string> PayAsync(string valueDate, decimal amount) => Seen(await ledger.RecordPaymentAsync(
        new RecordPaymentRequest
        {
            Household = Name,
            Payment = new Payment { ValueDate = Day(valueDate), Creditor = "aler", Amount = Euro(amount) },
        },
        RunningService.Headers));

    /// <summary>What is owed to the only creditor.</summary>
    public async Task<CreditorArrears> OwesAsync(string asOf)
    {
        var viewpoint = At(asOf);
        viewpoint.MinCursor = Cursor;
        return (await arrears.GetArrearsAsync(new GetArrearsRequest { Household = Name, Viewpoint = viewpoint })).Creditors.Single();
    }

    public async Task<ArrearsFigures> FiguresAsync(string asOf) => (await OwesAsync(asOf)).Figures;

    /// <summary>The account with the only creditor.</summary>
    public async Task<CreditorStatement> StatementAsync(string asOf) =>
        (await ledger.GetLedgerAsync(new GetLedgerRequest { Household = Name, Viewpoint = At(asOf) })).Statements.Single();

    private string Seen(FactReceipt receipt)
    {
        Cursor = receipt.Cursor;
        return receipt.FactId;
    }
}
