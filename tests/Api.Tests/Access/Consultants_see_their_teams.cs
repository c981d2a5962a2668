using BudgetCoaching.V1;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>Where consultants stand in for each other, and supervisors alone see whom nobody looks after yet.</summary>
public sealed class Consultants_see_their_teams : IAsyncLifetime
{
    private static readonly Metadata Demo = new() { { "x-actor", "test" }, { "x-agency", "demo" } };

    private readonly string teams = Path.GetTempFileName();
    private readonly RunningService service;

    public Consultants_see_their_teams()
    {
        File.WriteAllText(teams, "giulia agnese\nbortolo\n");
        service = new RunningService
        {
            Settings =
            [
                "--BudgetCoaching:Access:ConsultantsSee", "team", "--BudgetCoaching:Access:TeamsFile", teams,
                "--BudgetCoaching:Access:ConsultantsSeeUnassigned", "false",
            ],
        };
    }

    public Task InitializeAsync() => service.InitializeAsync();

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        File.Delete(teams);
    }

    [Fact]
    public async Task A_team_is_listed_with_one_cursor_and_whom_nobody_looks_after_is_the_supervisors()
    {
        var (own, annas, brunos, nobodys) = (
            await EnrolAsync("giulia"),
            await EnrolAsync("agnese"),
            await EnrolAsync("bortolo"),
            await EnrolAsync(consultant: null));

        (await ListAsync("consultant")).Should().Contain([own, annas]).And.NotContain([brunos, nobodys]);
        (await ListAsync("supervisor")).Should().Contain([own, annas, brunos, nobodys]);
        (await ListAsync("consultant", of: "agnese")).Should().Equal(annas);
        await Refused(
            Households.ListHouseholdsAsync(
                new ListHouseholdsRequest { Agency = "agencies/demo", Consultant = "bortolo" }, service.As("consultant")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
        await Refused(
            Households.GetHouseholdAsync(new GetHouseholdRequest { Name = nobodys }, service.As("consultant")),
            StatusCode.PermissionDenied,
            "NOT_PERMITTED");
        (await Households.GetHouseholdAsync(new GetHouseholdRequest { Name = annas }, service.As("consultant"))).Consultant
            .Should().Be("agnese");
        await ChargeAsync(annas);
        await ChargeAsync(brunos);
        await ChargeAsync(nobodys);
        var list = await new WarningService.WarningServiceClient(service.Channel).GetWorkListAsync(
            new GetWorkListRequest { Agency = "agencies/demo", MinCursor = cursor }, service.As("consultant"));
        list.Entries.Select(entry => entry.Household).Should().Contain(annas).And.NotContain([brunos, nobodys]);
        list.TotalCount.Should().Be(list.Entries.Count);
    }

    /// <summary>Something overdue, which calls to the household.</summary>
    private async Task ChargeAsync(string household)
    {
        var charge = new Charge
        {
            IssueDate = Day("2025-01-05"), DueDate = Day("2025-02-05"), Creditor = "aler", Kind = ChargeKind.Rent, Amount = Capital(300),
        };
        cursor = (await new LedgerService.LedgerServiceClient(service.Channel).PostChargeAsync(
            new PostChargeRequest { Household = household, Charge = charge }, Demo)).Cursor;
    }

    private HouseholdService.HouseholdServiceClient Households => new(service.Channel);

    private string cursor = "";

    private async Task<string> EnrolAsync(string? consultant)
    {
        var enrolled = await Households.EnrolHouseholdAsync(
            new EnrolHouseholdRequest { Agency = "agencies/demo", EnrolmentDate = Day("2025-01-01") }, Demo);
        cursor = enrolled.Receipt.Cursor;
        if (consultant is not null)
        {
            var assigned = await Households.AssignConsultantAsync(
                new AssignConsultantRequest
                {
                    Household = enrolled.Household.Name,
                    Assignment = new Assignment { EffectiveDate = Day("2025-01-02"), Consultant = consultant },
                },
                Demo);
            cursor = assigned.Cursor;
        }

        return enrolled.Household.Name;
    }

    /// <summary>All pages, one household each.</summary>
    private async Task<List<string>> ListAsync(string role, string of = "")
    {
        const int PagesMax = 200;
        List<string> found = [];
        var token = "";
        for (var page = 0; page < PagesMax && (page == 0 || token.Length > 0); page++)
        {
            var answer = await Households.ListHouseholdsAsync(
                new ListHouseholdsRequest
                {
                    Agency = "agencies/demo", Consultant = of, PageSize = 1, PageToken = token, MinCursor = cursor,
                },
                service.As(role));
            found.AddRange(answer.Households.Select(row => row.Household));
            token = answer.NextPageToken;
        }

        return found;
    }
}
