using System.Reflection;
using BudgetCoaching.Transcoding.Tests;
using BudgetCoaching.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Api.Tests.Http;

/// <summary>Every call of the contract is made over gRPC and over HTTP, and both lead to the same.</summary>
public sealed class Every_call_answers_over_http : IClassFixture<RunningService>, IDisposable
{
    private const int RandomRequests = 4;

    private readonly HttpCalls calls;

    public Every_call_answers_over_http(RunningService service) => calls = new HttpCalls(service);

    internal static IReadOnlyList<MethodDescriptor> Contract { get; } =
    [
        .. typeof(HouseholdService).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(HouseholdService).Namespace)
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<ServiceDescriptor>()
            .SelectMany(service => service.Methods),
    ];

    public void Dispose() => calls.Dispose();

    [Fact]
    public void Every_call_is_annotated_and_no_two_have_the_same_path()
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var method in Contract)
        {
            var rule = HttpCalls.RuleOf(method);
            rule.Should().NotBeNull($"{method.FullName} needs an annotation google.api.http");
            foreach (var one in rule.AdditionalBindings.Prepend(rule))
            {
                var (verb, path) = HttpCalls.PatternOf(one);
                var shape = $"{verb} {Transcoding.Tests.Shapes.Of(path)}";
                paths.TryAdd(shape, method.FullName).Should().BeTrue($"{method.FullName} and {paths[shape]} are both {shape}");
            }
        }
    }

    [Fact]
    public async Task Good_requests_are_answered_alike_whichever_way_comes_first()
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (call, json) in SampleCalls.All)
        {
            var method = Contract.Single(m => m.FullName == "budgetcoaching.v1." + call);
            var request = JsonParser.Default.Parse(SampleCalls.WithIds(json), method.InputType);
            await CompareAsync(method, httpFirst: made.Count % 2 == 0, isGood: true, request);
            made.Add(call);
        }

        foreach (var (call, json) in SampleCalls.RefusedOnes)
        {
            var method = Contract.Single(m => m.FullName == "budgetcoaching.v1." + call);
            var request = JsonParser.Default.Parse(SampleCalls.WithIds(json), method.InputType);
            await CompareAsync(method, httpFirst: false, isGood: false, request);
            made.Add(call);
        }

        var publish = Contract.Single(m => m.Name == "PublishParameterSet");
        var get = Contract.Single(m => m.Name == "GetParameterSet");
        var inForce = new GetParameterSetRequest { Name = "agencies/web" };
        var second = await calls.OverHttpAsync(get, HttpCalls.RuleOf(get).AdditionalBindings.Single(), inForce);
        second.Messages.Should().Equal((await calls.OverGrpcAsync(get, inForce)).Messages);
        await CompareAsync(publish, httpFirst: true, isGood: true, SampleCalls.Publish((ParameterSet)second.Messages[0]));
        made.Add("AgencyService.PublishParameterSet");

        var import = Contract.Single(m => m.Name == "ImportFacts");
        var rows = SampleCalls.Rows.Select(row => JsonParser.Default.Parse(SampleCalls.WithIds(row), import.InputType)).ToArray();
        var imported = await calls.OverGrpcAsync(import, rows);
        var again = await calls.OverHttpAsync(import, HttpCalls.RuleOf(import), rows);
        imported.Messages.Cast<ImportFactsResponse>().Select(row => row.OutcomeCase).Should().Equal(
            ImportFactsResponse.OutcomeOneofCase.Accepted, ImportFactsResponse.OutcomeOneofCase.Refused);
        var repeated = again.Messages.Cast<ImportFactsResponse>();
        repeated.Select(row => (row.OutcomeCase, row.Accepted ?? row.Unchanged, row.Refused)).Should().Equal(
            (ImportFactsResponse.OutcomeOneofCase.Unchanged, ((ImportFactsResponse)imported.Messages[0]).Accepted, null!),
            (ImportFactsResponse.OutcomeOneofCase.Refused, null!, ((ImportFactsResponse)imported.Messages[1]).Refused));
        made.Add("BulkService.ImportFacts");

        Contract.Select(method => method.FullName["budgetcoaching.v1.".Length..]).Should().BeEquivalentTo(made);
    }

    [Fact]
    public async Task Random_requests_are_refused_alike()
    {
        foreach (var method in Contract.Where(method => !method.IsClientStreaming))
        {
            for (var seed = 0; seed < RandomRequests; seed++)
            {
                var request = new RandomMessages(seed).Next(method.InputType);
                Set(request, "name", $"households/{SampleCalls.Uuid(900)}/plans/{SampleCalls.Uuid(901)}");
                Set(request, "household", $"households/{SampleCalls.Uuid(900)}");
                Set(request, "parent", "agencies/nobody");
                Set(request, "agency", "agencies/nobody");
                Set(request, "fact_id", "nothing");
                Set(request, "claim_id", "nothing");
                Set(request, "request_id", SampleCalls.Uuid(902));
                if (request is GetHouseholdRequest household)
                {
                    household.Name = $"households/{SampleCalls.Uuid(900)}";
                }
                else if (request is GetAgencyRequest agency)
                {
                    agency.Name = "agencies/nobody";
                }
                else if (request is RevokeApiKeyRequest key)
                {
                    key.Name = "agencies/nobody/apiKeys/none";
                }
                else if (request is GetParameterSetRequest set)
                {
                    set.Name = "agencies/nobody/parameterSets/none";
                }

                await CompareAsync(method, httpFirst: seed % 2 == 0, isGood: false, HttpCalls.AsAQueryCanSay(method, request));
            }
        }
    }

    private async Task CompareAsync(MethodDescriptor method, bool httpFirst, bool isGood, IMessage request)
    {
        var rule = HttpCalls.RuleOf(method);
        var first = httpFirst ? await calls.OverHttpAsync(method, rule, request) : await calls.OverGrpcAsync(method, request);
        var second = httpFirst ? await calls.OverGrpcAsync(method, request) : await calls.OverHttpAsync(method, rule, request);

        if (isGood)
        {
            first.Error.Should().BeNull(method.FullName);
        }

        second.Error.Should().Be(first.Error, method.FullName);
        second.Messages.Select(Comparable).Should().Equal(first.Messages.Select(Comparable), method.FullName);
    }

    /// <summary>What a repeat alone changes is left out: that everything was there already.</summary>
    private static IMessage Comparable(IMessage message)
    {
        if ((message as FactReceipt ?? message.Descriptor.FindFieldByName("receipt")?.Accessor.GetValue(message)) is FactReceipt receipt)
        {
            receipt.Already = false;
        }

        return message;
    }

    private static void Set(IMessage request, string field, string value)
    {
        if (request.Descriptor.FindFieldByName(field) is { FieldType: FieldType.String, IsRepeated: false } found)
        {
            found.Accessor.SetValue(request, value);
        }
    }
}
