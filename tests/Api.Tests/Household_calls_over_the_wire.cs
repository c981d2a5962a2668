using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Household_calls_over_the_wire(RunningService service)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly HouseholdService.HouseholdServiceClient households = new(service.Channel);
    private readonly LedgerService.LedgerServiceClient ledger = new(service.Channel);

    [Fact]
    public async Task R3_a_composition_holds_from_its_day_on()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var composition = new Composition
        {
            EffectiveDate = Day("2025-03-01"),
            Members =
            {
                new Member { MemberId = NewId(), DisplayName = "Ada", BirthDate = Day("1980-01-31"), AgeBand = AgeBand._18To61 },
                new Member { MemberId = NewId(), DisplayName = "Ugo", AgeBand = AgeBand.Under3, SensitiveTags = "asthma" },
            },
            Tags = { "large-family" },
        };
        await households.RecordCompositionAsync(
            new RecordCompositionRequest { Household = household.Name, Composition = composition }, RunningService.Headers);

        (await GetAsync(household, "2025-02-28")).Composition.Should().BeNull();
        (await GetAsync(household, "2025-03-01")).Composition.Should().Be(composition);
    }

    [Fact]
    public async Task The_directory_shows_each_consultant_the_households_assigned_to_them_now()
    {
        var moved = await OpenedHousehold.EnrolAsync(service);
        var kept = await OpenedHousehold.EnrolAsync(service);
        var (from, to) = ($"from-{NewId()}", $"to-{NewId()}");
        await AssignAsync(moved, "2025-01-02", from);
        await AssignAsync(kept, "2025-01-02", from);
        var last = await AssignAsync(moved, "2025-02-01", to);

        (await ListedAsync(from, last.Cursor)).Should().Equal(kept.Name);
        (await ListedAsync(to, last.Cursor)).Should().Equal(moved.Name);
        (await GetAsync(moved, "2025-01-31")).Consultant.Should().Be(from);
    }

    [Fact]
    public async Task R9_a_closed_household_takes_corrections_and_nothing_else_until_it_is_opened_again()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var consultant = $"c-{NewId()}";
        await AssignAsync(household, "2025-01-02", consultant);
        var charge = await household.ChargeAsync("2025-02-05", 200);
        await Refused(ReopenAsync(household), StatusCode.FailedPrecondition, "HOUSEHOLD_NOT_CLOSED");
        var closed = await households.CloseHouseholdAsync(
            new CloseHouseholdRequest
            {
                Household = household.Name,
                Closing = new Closing { ClosingDate = Day("2025-03-01"), ReasonCode = "moved-away" },
            },
            RunningService.Headers);

        await Refused(PostAsync(household), StatusCode.FailedPrecondition, "HOUSEHOLD_CLOSED");
        await households.CorrectFactAsync(
            new CorrectFactRequest
            {
                Household = household.Name,
                FactId = charge,
                ReasonCode = "typing-error",
                Replacement = new Fact { Charge = Rent("2025-02-01", "2025-02-05", 180) },
            },
            RunningService.Headers);

        (await household.FiguresAsync("2025-03-01")).Should().Be(Figures(overdue: 180, stock: 180));
        (await GetAsync(household, "2025-03-01")).State.Should().Be(Household.Types.State.Closed);
        (await ListedAsync(consultant, closed.Cursor)).Should().BeEmpty();
        (await ListedAsync(consultant, closed.Cursor, showClosed: true)).Should().Equal(household.Name);
        var opened = await ReopenAsync(household);
        await PostAsync(household);
        (await household.FiguresAsync("2025-05-05")).Should().Be(Figures(overdue: 180, dueToday: 70, stock: 180));
        (await ListedAsync(consultant, opened.Cursor)).Should().Equal(household.Name);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_service_waits_ends_the_call()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var cursor = (await AssignAsync(household, "2025-01-02", "anna")).Cursor;
        var request = new ListHouseholdsRequest { Agency = RunningService.Agency, MinCursor = FarAhead(cursor) };

        var call = () => households.ListHouseholdsAsync(request, RunningService.Headers, DateTime.UtcNow + Short).ResponseAsync;

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Many_households_are_looked_up_at_once_and_another_agencys_is_not_there()
    {
        var mine = await OpenedHousehold.EnrolAsync(service);
        var request = new LookUpHouseholdsRequest
        {
            Agency = RunningService.Agency, Households = { mine.Name, "households/" + NewId(), "households/external:nobody" },
        };

        (await households.LookUpHouseholdsAsync(request, RunningService.Headers)).Households.Should().Equal(mine.Name, "", "");
        request.Agency = "agencies/demo";
        (await households.LookUpHouseholdsAsync(request, service.As("supervisor"))).Households.Should().Equal("", "", "");
        request.Households.Add(Enumerable.Repeat(mine.Name, 1000));
        await Refused(
            households.LookUpHouseholdsAsync(request, service.As("supervisor")), StatusCode.InvalidArgument, "FIELD_INVALID");
    }

    [Fact]
    public async Task A_deadline_is_kept_by_the_service_itself()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var cursor = (await AssignAsync(household, "2025-01-02", "anna")).Cursor;
        var message = new ListHouseholdsRequest { Agency = RunningService.Agency, MinCursor = FarAhead(cursor) }.ToByteArray();
        using var http = new HttpClient();
        using var post = new HttpRequestMessage(HttpMethod.Post, $"{service.Grpc}/budgetcoaching.v1.HouseholdService/ListHouseholds")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, checked((byte)message.Length), .. message]),
        };
        post.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        post.Headers.Add("te", "trailers");
        post.Headers.Add("grpc-timeout", "300m");

        using var answer = await http.SendAsync(post);
        await answer.Content.ReadAsByteArrayAsync();

        answer.Headers.Concat(answer.TrailingHeaders).Single(h => h.Key == "grpc-status").Value.Should().Equal("4");
    }

    /// <summary>A place of the same log that nothing reaches: its last sixteen bytes are the position.</summary>
    private static string FarAhead(string cursor)
    {
        var bytes = Base64Url.DecodeFromChars(cursor);
        bytes[^16] = 1;
        bytes[^8] = 1;
        return Base64Url.EncodeToString(bytes);
    }

    private async Task<Household> GetAsync(OpenedHousehold household, string asOf) =>
        await households.GetHouseholdAsync(new GetHouseholdRequest { Name = household.Name, Viewpoint = At(asOf) });

    private async Task<FactReceipt> AssignAsync(OpenedHousehold household, string day, string consultant) =>
        await households.AssignConsultantAsync(
            new AssignConsultantRequest
            {
                Household = household.Name,
                Assignment = new Assignment { EffectiveDate = Day(day), Consultant = consultant },
            },
            RunningService.Headers);

    private async Task<IEnumerable<string>> ListedAsync(string consultant, string cursor, bool showClosed = false) =>
        (await households.ListHouseholdsAsync(new ListHouseholdsRequest
        {
            Agency = RunningService.Agency, Consultant = consultant, ShowClosed = showClosed, MinCursor = cursor,
        })).Households.Select(h => h.Household);

    private AsyncUnaryCall<FactReceipt> ReopenAsync(OpenedHousehold household) => households.ReopenHouseholdAsync(
        new ReopenHouseholdRequest
        {
            Household = household.Name,
            Reopening = new Reopening { ReopeningDate = Day("2025-04-01"), ReasonCode = "came-back" },
        },
        RunningService.Headers);

    private AsyncUnaryCall<FactReceipt> PostAsync(OpenedHousehold household) => ledger.PostChargeAsync(
        new PostChargeRequest { Household = household.Name, Charge = Rent("2025-05-01", "2025-05-05", 70) }, RunningService.Headers);

    private static Charge Rent(string issued, string due, decimal amount) => new()
    {
        IssueDate = Day(issued), DueDate = Day(due), Creditor = "aler", Kind = ChargeKind.Rent, Amount = Capital(amount),
    };
}
