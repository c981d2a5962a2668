using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections;
using BudgetCoaching.Storage;
using BudgetCoaching.V1;
using Grpc.Core;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>Translates arrears and their trend.</summary>
[BindServiceMethod(typeof(EncodedTrends), nameof(EncodedTrends.Bind))]
internal sealed class ArrearsService(HouseholdLedgers ledgers, KeptTrends trends, ReadModelQueries models, HouseholdReads reads)
    : V1.ArrearsService.ArrearsServiceBase
{
    private static readonly PageLimits Limits = new(Default: 100, Max: 1000);

    public override async Task<Arrears> GetArrears(GetArrearsRequest request, ServerCallContext context)
    {
        var read = await ledgers.ReadAsync(request.Household, request.Creditor, request.Viewpoint, context.CancellationToken);
        var answer = new Arrears
        {
            Household = ResourceNames.Of(read.Household),
            ParameterSet = read.ParameterSet,
            Resolved = read.Resolved,
        };
        Money overdue = default, total = default;
        foreach (var creditor in read.Creditors)
        {
            var figures = creditor.At(read.AsOf, read.Agency);
            overdue += figures.Figures.Overdue;
            total += figures.Figures.TotalDebt;
            answer.Creditors.Add(ArrearsAnswers.ToWire(figures, creditor.Creditor, read.Agency));
        }

        answer.Overdue = overdue.ToWire();
        answer.TotalDebt = total.ToWire();
        return answer;
    }

    public override async Task<ArrearsTrend> GetArrearsTrend(GetArrearsTrendRequest request, ServerCallContext context)
    {
        var read = await ledgers.ReadAsync(request.Household, request.Creditor, request.Viewpoint, context.CancellationToken);
        var answer = new ArrearsTrend
        {
            Household = ResourceNames.Of(read.Household),
            ParameterSet = read.ParameterSet,
            Resolved = read.Resolved,
        };
        answer.Creditors.Add(trends.Of(read.Creditors, read.AsOf, read.Agency));
        return answer;
    }

    public override async Task<ListCreditorTotalsResponse> ListCreditorTotals(ListCreditorTotalsRequest request, ServerCallContext context)
    {
        var faults = new FieldFaults();
        var agency = faults.Root.Agency("agency", request.Agency);
        var page = PageToken.Read(faults.Root, request, request.PageSize, request.PageToken, Limits, request.Agency);
        faults.ThrowIfAny();
        await reads.CheckAgencyAsync(agency, context.CancellationToken);
        await models.CatchUpAsync(request.MinCursor, context.CancellationToken);
        var after = page.Place is { } place ? new CreditorId(System.Text.Encoding.UTF8.GetString(place)) : (CreditorId?)null;
        var totals = models.Models.ListCreditorTotals(agency, after, page.Size);
        var answer = new ListCreditorTotalsResponse { Resolved = models.Resolved(totals.Day, totals.KnownAt, totals.Position) };
        foreach (var total in totals.Totals)
        {
            answer.Totals.Add(new V1.CreditorTotal
            {
                Creditor = ResourceNames.Of(agency, total.Creditor),
                HouseholdCount = total.Households,
                OverdueHouseholdCount = total.OverdueHouseholds,
                Figures = ArrearsAnswers.ToWire(total.Figures),
            });
        }

        if (totals.Next is { } next)
        {
            answer.NextPageToken = page.Next(System.Text.Encoding.UTF8.GetBytes(next.Value));
        }

        return answer;
    }
}
