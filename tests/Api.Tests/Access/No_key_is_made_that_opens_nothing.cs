using BudgetCoaching.V1;
using Google.Rpc;
using Grpc.Core;
using static BudgetCoaching.Api.Tests.Wire;

namespace BudgetCoaching.Api.Tests.Access;

[Collection(Wire_collection.Name)]
public sealed class No_key_is_made_that_opens_nothing(RunningService service)
{
    [Fact]
    public async Task Where_API_keys_are_off_the_refusal_names_the_setting()
    {
        var refused = await Refused(
            new AccessService.AccessServiceClient(service.Channel).CreateApiKeyAsync(
                new CreateApiKeyRequest { Parent = "agencies/demo", ApiKey = new ApiKey { Actor = "nightly", Role = "auditor" } },
                service.As("administrator")),
            StatusCode.FailedPrecondition,
            "API_KEYS_OFF");

        refused.Details[0].Unpack<ErrorInfo>().Metadata.Should().Equal(
            new Dictionary<string, string> { ["setting"] = "BudgetCoaching:Access:ApiKeys" });
    }
}
