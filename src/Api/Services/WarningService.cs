using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Warnings;
using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates warnings and the work list: they rank and explain, and start nothing (R31).</summary>
internal sealed class WarningService(HouseholdReads reads, WorkLists lists) : V1.WarningService.WarningServiceBase
{
    public override async Task<GetWarningsResponse> GetWarnings(GetWarningsRequest request, ServerCallContext context)
    {
        var view = await reads.ViewAsync(
            new FieldFaults(), "household", request.Household, request.Viewpoint, context.CancellationToken);
        var answer = new GetWarningsResponse
        {
            Household = ResourceNames.Of(view.Household),
            ParameterSet = view.ParameterSet.Id.Value,
            Resolved = view.Resolved,
        };
        if (view.Enrolment.Date <= view.AsOf)
        {
            var warnings = WarningCalculator.Of(view.Facts, view.Timelines(), view.AsOf, view.Parameters);
            answer.Warnings.Add(warnings.Select(warning => WarningAnswers.ToWire(warning, view.Agency)));
        }

        return answer;
    }

    public override Task<GetWorkListResponse> GetWorkList(GetWorkListRequest request, ServerCallContext context) =>
        lists.ReadAsync(request, Granted.SeenIn(context), context.CancellationToken);
}
