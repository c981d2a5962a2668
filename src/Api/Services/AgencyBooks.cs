using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.V1;
using Grpc.Core;
using NodaTime;

namespace BudgetCoaching.Api.Services;

/// <summary>Reads and writes agencies.</summary>
internal sealed class AgencyBooks(CommandRunner runner, StreamStates states, IClock clock)
{
    public Today Today => Today.At(clock.GetCurrentInstant());

    public Write Read(IWrite request, ServerCallContext context) => Write.Read(request, context, Today);

    /// <summary>The agency after the write.</summary>
    /// <param name="agency">Whose stream.</param>
    /// <param name="write">Read without a fault so far.</param>
    /// <param name="decide">The command.</param>
    /// <param name="place">Path of the message that the rules look at; empty for the request itself.</param>
    /// <exception cref="RpcException">A rule refused, the etag is stale, or others kept writing.</exception>
    public async Task<AgencyState> RunAsync(AgencyId agency, Write write, AgencyDecider decide, string place)
    {
        write.Faults.ThrowIfAny();
        return await runner.RunAsync(agency, write.Request, decide, write.Cancel) switch
        {
            CommandOutcome<AgencyEvent>.Accepted => await states.LoadAsync(agency, write.Cancel),
            CommandOutcome<AgencyEvent>.Refused refused => throw ApiFault.Refused(ContractPaths.Of(refused.Refusal, place)),
            CommandOutcome<AgencyEvent>.Conflict conflict => throw ApiFault.EtagMismatch(conflict.CurrentVersion),
            _ => throw ApiFault.Contention(),
        };
    }

    public Task<AgencyState> FindAsync(FieldFaults faults, string field, string name, CancellationToken cancel) =>
        FindAsync(faults, faults.Root.Agency(field, name), cancel);

    /// <exception cref="RpcException">There is no such agency.</exception>
    public async Task<AgencyState> FindAsync(FieldFaults faults, AgencyId agency, CancellationToken cancel)
    {
        faults.ThrowIfAny();
        var state = await states.LoadAsync(agency, cancel);
        return state.Creation is null ? throw ApiFault.NotFound("Agency", ResourceNames.Of(agency)) : state;
    }
}
