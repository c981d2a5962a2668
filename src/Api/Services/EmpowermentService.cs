using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.V1;
using Grpc.Core;
using Progress = BudgetCoaching.Domain.Empowerment.EmpowermentProgress;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates progress since entry.</summary>
internal sealed class EmpowermentService(HouseholdReads reads) : V1.EmpowermentService.EmpowermentServiceBase
{
    public override async Task<EmpowermentProgress> GetEmpowermentProgress(
        GetEmpowermentProgressRequest request, ServerCallContext context)
    {
        var view = await reads.ViewAsync(
            new FieldFaults(), "household", request.Household, request.Viewpoint, context.CancellationToken);
        var timelines = view.Creditors(only: null)
            .Select(creditor => ArrearsCalculator.Timeline(view.Facts, creditor, view.Parameters))
            .ToList();
        var progress = Progress.Of(view.Facts, timelines, view.AsOf, view.Parameters)
            ?? throw ApiFault.NotFound("Household", request.Household);
        var answer = EmpowermentAnswers.ToWire(progress);
        answer.Household = ResourceNames.Of(view.Household);
        answer.ParameterSet = view.ParameterSet.Id.Value;
        answer.Resolved = view.Resolved;
        return answer;
    }
}
