using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Events;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>What every write has in common, read from the call: who asks, under which request id, on which version (R2, R5, R6).</summary>
internal sealed class Write
{
    private Write(CommandRequest request, FieldFaults faults, Today today, CancellationToken cancel)
    {
        Request = request;
        Faults = faults;
        Today = today;
        Cancel = cancel;
    }

    public CommandRequest Request { get; }

    public FieldFaults Faults { get; }

    public Fields Fields => Faults.Root;

    public Today Today { get; }

    public CancellationToken Cancel { get; }

    /// <summary>
    /// The canonical bytes are those of the request without its id and etag, which are cleared here: a repeat may carry another etag.
    /// </summary>
    public static Write Read(IWrite request, ServerCallContext context, Today today)
    {
        var caller = Caller.Of(context);
        var faults = new FieldFaults();
        var requestId = request.RequestId.Length == 0 ? Guid.NewGuid() : faults.Root.Uuid("request_id", request.RequestId);
        long? expected = null;
        if (request.Etag.Length > 0)
        {
            if (!Application.Etag.TryParse(request.Etag, out var version))
            {
                faults.Add("etag", "must be as it was given, such as \"12\" with its quotes");
            }

            expected = version;
        }

        (request.RequestId, request.Etag) = ("", "");
        var content = new RequestContent(request.Descriptor.FullName, request.ToByteArray());
        var command = new CommandRequest(
            caller.Agency, caller.Actor, caller.Role, !caller.IsVerified, caller.Source, requestId.ToString("D"), content)
        {
            ExpectedVersion = expected,
        };
        return new Write(command, faults, today, context.CancellationToken);
    }

    /// <summary>The id that the client chose, or the one that follows from the request: its repeat means the same fact.</summary>
    public FactId FactId(string field, string id) => id.Length > 0
        ? Fields.Fact(field, id)
        : new FactId(EventIds.NameBased(Derived, $"{Request.Agency}\n{Request.RequestId}\nfact"));

    /// <summary>One of several ids that follow from the request, by a name that is its own in it.</summary>
    public FactId PartId(string part) => new(EventIds.NameBased(Derived, $"{Request.Agency}\n{Request.RequestId}\n{part}"));

    public HouseholdId HouseholdId(string field, string id) => new(id.Length > 0
        ? Fields.Uuid(field, id)
        : EventIds.NameBased(Derived, $"{Request.Agency}\n{Request.RequestId}\nhousehold"));

    /// <summary>Namespace of ids derived from requests; fixed for ever, as repeats come late.</summary>
    private static readonly Guid Derived = new("2c7b7e7e-93f0-4d0b-9d0e-6a3cf1b2a6d4");
}
