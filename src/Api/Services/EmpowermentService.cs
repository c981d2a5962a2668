using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.V1;
using Grpc.Core;
using Progress = BudgetCoaching.Domain.Empowerment.EmpowermentProgress;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates progress since entry.</summary>
internal sealed class EmpowermentService(ReadModelQueries queries, HouseholdReads reads)
    : V1.EmpowermentService.EmpowermentServiceBase
{
    public override async Task<EmpowermentProgress> GetEmpowermentProgress(
        GetEmpowermentProgressRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var household = faults.Root.Household("household", request.Household);
        var from = Viewpoint.Read(faults.Root.In("viewpoint"), request.Viewpoint, reads.Today);
        faults.ThrowIfAny();
        var least = reads.CheckCursor(from.MinCursor);
        if (queries.CanTell(from) && queries.Models.GetEmpowerment(household) is { } kept && kept.Source.Position >= least)
        {
            var set = kept.Source.Agency.Parameters.InForce(from.AsOf)?.Id ?? ShippedDefaults.Id;
            return ToWire(request, kept.At(from.AsOf), set.Value, queries.Resolved(kept.Source, from.AsOf));
        }

        var view = await reads.ViewAsync(household, from, context.CancellationToken);
        var timelines = view.Creditors(only: null)
            .Select(creditor => ArrearsCalculator.Timeline(view.Facts, creditor, view.Parameters))
            .ToList();
        var progress = Progress.Of(view.Facts, timelines, view.AsOf, view.Parameters);
        return ToWire(request, progress, view.ParameterSet.Id.Value, view.Resolved);
    }

    private static EmpowermentProgress ToWire(
        GetEmpowermentProgressRequest request, Progress? progress, string parameterSet, ResolvedViewpoint resolved)
    {
        var answer = EmpowermentAnswers.ToWire(progress ?? throw ApiFault.NotFound("Household", request.Household));
        answer.Household = request.Household;
        answer.ParameterSet = parameterSet;
        answer.Resolved = resolved;
        return answer;
    }
}
