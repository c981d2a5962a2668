using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.V1;
using Grpc.Core;
using Course = BudgetCoaching.Domain.Empowerment.EvaluatedCourse;
using EmpowermentProgress = BudgetCoaching.V1.EmpowermentProgress;
using Index = BudgetCoaching.Domain.Empowerment.EmpowermentIndex;
using Progress = BudgetCoaching.Domain.Empowerment.EmpowermentProgress;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates progress since entry.</summary>
internal sealed class EmpowermentService(HouseholdWrites writes, ReadModelQueries queries, HouseholdReads reads)
    : V1.EmpowermentService.EmpowermentServiceBase
{
    public override Task<FactReceipt> RecordEvaluation(RecordEvaluationRequest request, ServerCallContext context) =>
        writes.RecordAsync(
            request, context, "evaluation_id", request.EvaluationId, "evaluation", request.Evaluation, CoachingFacts.Read);

    public override async Task<Empowerment> GetEmpowerment(GetEmpowermentRequest request, ServerCallContext context)
    {
        var view = await reads.ViewAsync(
            new FieldFaults(), "household", request.Household, request.Viewpoint, context.CancellationToken);
        var timelines = view.Timelines();
        var figures = EmpowermentCalculator.At(view.Facts, timelines, view.AsOf, view.Parameters)
            ?? throw ApiFault.NotFound("Household", request.Household);
        var answer = new Empowerment
        {
            Household = ResourceNames.Of(view.Household),
            Figures = EmpowermentFigureAnswers.ToWire(figures),
            Index = EmpowermentFigureAnswers.ToWire(Index.Of(figures, view.ParameterSet.Values.Empowerment)),
            ParameterSet = view.ParameterSet.Id.Value,
            Resolved = view.Resolved,
        };
        foreach (var course in Course.All(view.Facts, timelines, view.AsOf, view.Parameters))
        {
            answer.Courses.Add(EmpowermentFigureAnswers.ToWire(course));
        }

        return answer;
    }

    public override async Task<EmpowermentProgress> GetEmpowermentProgress(
        GetEmpowermentProgressRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var household = faults.Root.Household("household", request.Household);
        var from = Viewpoint.Read(faults.Root.In("viewpoint"), request.Viewpoint, reads.Today);
        faults.ThrowIfAny();
        var least = queries.LeastFor(household, from);
        if (queries.CanTell(from) && queries.Models.GetEmpowerment(household) is { } kept && kept.Source.Position >= least)
        {
            var set = kept.Source.Agency.Parameters.InForce(from.AsOf)?.Id ?? ShippedDefaults.Id;
            return ToWire(request, kept.At(from.AsOf), set.Value, queries.Resolved(kept.Source, from.AsOf));
        }

        var view = await reads.ViewAsync(household, from, context.CancellationToken);
        var progress = Progress.Of(view.Facts, view.Timelines(), view.AsOf, view.Parameters);
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
