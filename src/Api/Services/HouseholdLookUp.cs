using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>Which of many households an agency has. Nothing else is told of them.</summary>
internal sealed class HouseholdLookUp(StreamStates states, HouseholdReads reads, AccessRules rules)
{
    public const int HouseholdsMax = 1000;

    public async Task<LookUpHouseholdsResponse> RunAsync(LookUpHouseholdsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var fields = faults.Root;
        var agency = fields.Agency("agency", request.Agency);
        if (request.Households.Count > HouseholdsMax)
        {
            fields.Fault("households", $"must be at most {HouseholdsMax}", $"{request.Households.Count}");
        }

        faults.ThrowIfAny();
        var asked = request.Households.Select((name, i) => fields.Household($"households[{i}]", name)).ToList();
        faults.ThrowIfAny();
        await reads.CheckAgencyAsync(agency, context.CancellationToken);
        var answer = new LookUpHouseholdsResponse();
        foreach (var household in asked)
        {
            answer.Households.Add(await IsThereAsync(household, agency, context) ? ResourceNames.Of(household) : "");
        }

        return answer;
    }

    private async Task<bool> IsThereAsync(HouseholdId household, AgencyId agency, ServerCallContext context) =>
        Caller.VerifiedOf(context) is { } caller
            ? await rules.SeesAsync(caller, household, context.CancellationToken)
            : (await states.LoadAsync(household, context.CancellationToken)).Enrolment?.Agency == agency;
}
