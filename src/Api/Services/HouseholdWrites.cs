using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Storage;
using BudgetCoaching.V1;
using Grpc.Core;
using NodaTime;
using Fact = BudgetCoaching.Domain.Households.HouseholdEvent.Fact;
using HouseholdEvent = BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Services;

/// <summary>Carries writes to households out: reads the request, runs the command, tells what came of it.</summary>
internal sealed class HouseholdWrites(CommandRunner runner, StreamStates states, IEventStore log, IClock clock)
{
    public Write Read(IWrite request, ServerCallContext context) => Write.Read(request, context, Today);

    /// <summary>The day on which something is recorded now.</summary>
    public Today Today => Today.At(clock.GetCurrentInstant());

    /// <summary>Records one fact as its author states it: most writes are this and nothing more.</summary>
    public async Task<FactReceipt> RecordAsync<TMessage>(
        IHouseholdWrite request,
        ServerCallContext context,
        string idField,
        string id,
        string field,
        TMessage? message,
        Func<Fields, FactId, TMessage, Fact> read)
        where TMessage : class
    {
        var write = Read(request, context);
        var factId = write.FactId(idField, id);
        var fact = write.Fields.Required(field, message, (fields, given) => read(fields, factId, given));
        var household = write.Fields.Household("household", request.Household);
        var command = new RecordFact(fact!);
        var written = await RunAsync(
            household, write, (state, agency, today) => Domain.Households.RecordFact.Decide(state, command, agency, today), field);
        return await ReceiptAsync(written, fact!);
    }

    public Task<Written> RunAsync(IHouseholdWrite request, Write write, HouseholdDecider decide, string place = "") =>
        RunAsync(write.Fields.Household("household", request.Household), write, decide, place);

    /// <param name="household">Whose stream.</param>
    /// <param name="write">Read without a fault so far.</param>
    /// <param name="decide">The command.</param>
    /// <param name="place">Path of the message that the rules look at; empty for the request itself.</param>
    /// <exception cref="InvalidFieldsException">A field was malformed.</exception>
    /// <exception cref="RpcException">A rule refused, the etag is stale, or others kept writing.</exception>
    public async Task<Written> RunAsync(HouseholdId household, Write write, HouseholdDecider decide, string place = "")
    {
        write.Faults.ThrowIfAny();
        return Accepted(household, write, await runner.RunAsync(household, write.Request, InRequest(write, decide, place), write.Cancel));
    }

    /// <exception cref="RpcException">A rule refused, the etag is stale, or others kept writing.</exception>
    public Written Accepted(HouseholdId household, Write write, CommandOutcome<HouseholdEvent> outcome) => outcome switch
    {
        CommandOutcome<HouseholdEvent>.Accepted accepted => new Written(household, write, accepted, log.StoreId),
        CommandOutcome<HouseholdEvent>.Refused refused => throw ApiFault.Refused(refused.Refusal),
        CommandOutcome<HouseholdEvent>.Conflict conflict => throw ApiFault.EtagMismatch(conflict.CurrentVersion),
        _ => throw ApiFault.Contention(),
    };

    /// <summary>The agency as it is now, created or not.</summary>
    public Task<AgencyState> AgencyAsync(AgencyId agency, CancellationToken cancel) => states.LoadAsync(agency, cancel);

    /// <summary>The household after a write.</summary>
    public Task<HouseholdState> StateAsync(Written written) => states.LoadAsync(written.Household, written.Write.Cancel);

    /// <summary>A receipt that names what the fact refers to and nobody recorded yet (R14).</summary>
    public async Task<FactReceipt> ReceiptAsync(Written written, Fact fact)
    {
        var receipt = written.Receipt(fact.Id);
        var references = FactReferences.Of(fact).ToList();
        if (references.Count > 0)
        {
            var state = await StateAsync(written);
            receipt.PendingReferences.Add(references.Where(id => state.Find(id) is null).Distinct().Select(id => id.ToString()));
        }

        return receipt;
    }

    /// <summary>Refusals name paths of the request; and which agency's creditors it means is known with the household.</summary>
    public static HouseholdDecider InRequest(Write write, HouseholdDecider decide, string place) => (state, agency, today) =>
    {
        if (state.Enrolment is { } enrolment && write.Faults.CreditorOfAnother(enrolment.Agency) is { } refusal)
        {
            return refusal;
        }

        var decision = decide(state, agency, today);
        return decision is Decision<HouseholdEvent>.Refused refused ? ContractPaths.Of(refused.Refusal, place) : decision;
    };
}

/// <summary>An accepted write.</summary>
internal sealed record Written(
    HouseholdId Household, Write Write, CommandOutcome<HouseholdEvent>.Accepted Outcome, string StoreId)
{
    /// <param name="fact">The fact that was recorded; null for an event that is none.</param>
    public FactReceipt Receipt(FactId? fact = null) => new()
    {
        Name = fact is { } id ? ResourceNames.Of(Household, id) : ResourceNames.Of(Household),
        FactId = fact.ToWire(),
        Version = Outcome.Version,
        Etag = Application.Etag.Of(Outcome.Version),
        RecordTime = Outcome.Recorded.ToWire(),
        Cursor = Cursor.Encode(StoreId, Outcome.Position),
        RequestId = Write.Request.RequestId,
        Already = Outcome.Already,
    };
}
