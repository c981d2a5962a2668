using System.Reflection;
using BudgetCoaching.Api.Access;
using BudgetCoaching.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests.Access;

/// <summary>
/// Every call, by every role, about a household or agency of one's own, of another agency, and one that does not exist. The requests are
/// empty but for the name, so that what is permitted is refused next for its content.
/// </summary>
[Collection(Wire_collection.Name)]
public sealed class Every_call_is_judged(RunningService service)
{
    private static readonly MethodInfo NewMessage =
        typeof(Every_call_is_judged).GetMethod(nameof(New), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<string> Calls => [.. ContractCalls().Select(call => call.FullName)];

    [Fact]
    public void Every_call_of_the_contract_has_its_line_and_nothing_else_has() =>
        PermittedRoles.ByCall.Keys.Should().BeEquivalentTo(ContractCalls().Select(call => $"{call.Service.Name}/{call.Name}"));

    [Fact]
    public void Two_calls_never_take_the_same_request_because_rows_are_judged_by_it() =>
        Permissions.All.Select(permission => permission.Request.FullName).Should().OnlyHaveUniqueItems();

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_is_permitted_to_the_roles_of_its_line_within_their_own_agency_alone(string name)
    {
        var call = ContractCalls().Single(c => c.FullName == name);
        var permitted = PermittedRoles.ByCall[$"{call.Service.Name}/{call.Name}"];
        var mine = await OfAgencyAsync("demo");
        var others = await OfAgencyAsync("test");
        foreach (var role in RunningService.Roles)
        {
            ((await TryAsync(call, role, mine)).Code != StatusCode.PermissionDenied).Should().Be(
                permitted.Contains(role), $"{role} {(permitted.Contains(role) ? "may" : "may not")} make the call");
            if (Permissions.OfCall($"/{call.Service.FullName}/{call.Name}")!.Resource is not null)
            {
                var ofAnother = await TryAsync(call, role, others);
                ofAnother.Code.Should().Be(StatusCode.PermissionDenied, $"{role} may not make it about another agency");
                (await TryAsync(call, role, Absent)).Should().Be(ofAnother, "what is absent looks like what is another's");
            }
        }
    }

    [Fact]
    public async Task A_row_of_a_bulk_import_is_judged_as_the_call_that_it_stands_for()
    {
        var others = await OfAgencyAsync("test");
        var row = new ImportFactsRequest
        {
            Row = 1,
            PostCharge = new PostChargeRequest { Household = others.Household, RequestId = Guid.NewGuid().ToString() },
        };
        using var call = new BulkService.BulkServiceClient(service.Channel).ImportFacts(service.As("integrator"));
        await call.RequestStream.WriteAsync(row);
        await call.RequestStream.CompleteAsync();

        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        call.ResponseStream.Current.Refused.Reason.Should().Be("NOT_PERMITTED");
    }

    private static readonly Named Absent = new("agencies/nowhere", "households/00000000-0000-4000-8000-0000000000ff");

    private sealed record Named(string Agency, string Household);

    private static IEnumerable<MethodDescriptor> ContractCalls() => typeof(HouseholdService).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(HouseholdService).Namespace)
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<ServiceDescriptor>()
        .SelectMany(found => found.Methods);

    private async Task<Named> OfAgencyAsync(string agency)
    {
        var headers = new Metadata { { "x-actor", "walk" }, { "x-agency", agency } };
        var enrolled = await new HouseholdService.HouseholdServiceClient(service.Channel).EnrolHouseholdAsync(
            new EnrolHouseholdRequest { Agency = $"agencies/{agency}", RequestId = WalkId.ToString() }, headers);
        return new Named($"agencies/{agency}", enrolled.Household.Name);
    }

    /// <summary>The same request again is the same household: each agency has one for all calls of a run.</summary>
    private static readonly Guid WalkId = Guid.NewGuid();

    private async Task<(StatusCode Code, string Detail)> TryAsync(MethodDescriptor call, string role, Named about)
    {
        var method = new Method<byte[], byte[]>(
            call.IsClientStreaming ? MethodType.DuplexStreaming : call.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            call.Service.FullName,
            call.Name,
            Marshallers.Create(bytes => bytes, bytes => bytes),
            Marshallers.Create(bytes => bytes, bytes => bytes));
        var request = RequestAbout(call, about).ToByteArray();
        var options = new CallOptions(service.As(role), DateTime.UtcNow.AddSeconds(30));
        var invoker = service.Channel.CreateCallInvoker();
        try
        {
            switch (method.Type)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(method, null, options, request);
                    break;
                case MethodType.ServerStreaming:
                    using (var stream = invoker.AsyncServerStreamingCall(method, null, options, request))
                    {
                        await stream.ResponseStream.MoveNext(CancellationToken.None);
                    }

                    break;
                default:
                    using (var duplex = invoker.AsyncDuplexStreamingCall(method, null, options))
                    {
                        await duplex.RequestStream.CompleteAsync();
                        await duplex.ResponseStream.MoveNext(CancellationToken.None);
                    }

                    break;
            }

            return (StatusCode.OK, "");
        }
        catch (RpcException refused)
        {
            return (refused.StatusCode, refused.Status.Detail);
        }
    }

    private static IMessage RequestAbout(MethodDescriptor call, Named about)
    {
        var request = (IMessage)NewMessage.MakeGenericMethod(call.InputType.ClrType).Invoke(null, null)!;
        if (Permissions.OfCall($"/{call.Service.FullName}/{call.Name}")!.Resource is { } field)
        {
            field.Accessor.SetValue(request, field.Name switch
            {
                "agency_id" => about.Agency["agencies/".Length..],
                "agency" or "parent" => about.Agency,
                "name" when call.Service.Name is "AgencyService" => about.Agency,
                "name" when call.Service.Name is "AccessService" => $"{about.Agency}/apiKeys/none",
                "name" when call.Name is "GetPlan" => $"{about.Household}/plans/00000000-0000-4000-8000-000000000001",
                _ => about.Household,
            });
        }

        return request;
    }

    private static TMessage New<TMessage>()
        where TMessage : new() => new();
}
