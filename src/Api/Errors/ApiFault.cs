using System.Globalization;
using BudgetCoaching.Api.Hosting;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Transcoding;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using ProtoDuration = Google.Protobuf.WellKnownTypes.Duration;
using Status = Google.Rpc.Status;

namespace BudgetCoaching.Api.Errors;

/// <summary>
/// Errors as the contract shows them (AIP-193): a status with an <see cref="ErrorInfo"/> of a stable reason and its variable parts, and
/// further details by kind, in the trailer that gRPC clients read rich errors from.
/// </summary>
internal static partial class ApiFault
{
    public const string Domain = "budgetcoaching";

    public const string DetailsTrailer = "grpc-status-details-bin";

    private static readonly RefusalDetail TimeoutHeader = new("header", "grpc-timeout");

    public static RpcException Invalid(IReadOnlyList<FieldFault> faults)
    {
        var details = new BadRequest();
        foreach (var fault in faults)
        {
            details.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = fault.Field, Description = fault.Description });
        }

        var count = faults.Count.ToString(CultureInfo.InvariantCulture);
        var first = faults.Count == 0 ? "" : $": {faults[0].Field} {faults[0].Description}";
        return Make(
            StatusCode.InvalidArgument,
            ApiReasons.FieldInvalid,
            $"{count} malformed field(s){first}.",
            [new RefusalDetail("count", count)],
            details);
    }

    /// <summary>A rule refused: the refusal's own reason, and the status that fits it (docs/api-errors.md).</summary>
    public static RpcException Refused(Refusal refusal)
    {
        switch (refusal.Reason)
        {
            case Reasons.ParametersInvalid:
                return ManyInvalid(refusal, ParameterSets.FieldOf);
            case Reasons.StatementSumDiffers:
                return ManyInvalid(refusal, static path => $"statement_json.{path}");
        }

        var code = RefusalStatus.Of(refusal.Reason);
        var field = code == StatusCode.InvalidArgument ? refusal.Details.FirstOrDefault(d => d.Name == "field")?.Value : null;
        return Make(
            code,
            refusal.Reason,
            refusal.Message,
            refusal.Details,
            field is null
                ? null
                : new BadRequest
                {
                    FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = refusal.Message } },
                });
    }

    /// <summary>Every wrong value is a violation of its own, by its name in the contract: metadata holds a name once.</summary>
    private static RpcException ManyInvalid(Refusal refusal, Func<string, string> fieldOf)
    {
        var violations = new BadRequest();
        foreach (var bad in refusal.Details)
        {
            violations.FieldViolations.Add(new BadRequest.Types.FieldViolation
            {
                Field = fieldOf(bad.Name), Description = bad.Value,
            });
        }

        var count = refusal.Details.Count.ToString(CultureInfo.InvariantCulture);
        return Make(
            RefusalStatus.Of(refusal.Reason), refusal.Reason, refusal.Message, [new RefusalDetail("count", count)], violations);
    }

    public static RpcException NotFound(string type, string name) => Make(
        StatusCode.NotFound,
        ApiReasons.ResourceNotFound,
        $"{name} does not exist, or was not known at the moment asked for.",
        [new RefusalDetail("name", name)],
        new ResourceInfo { ResourceType = type, ResourceName = name });

    /// <param name="headers">Every header that is missing or malformed; at least one.</param>
    public static RpcException CallerUnknown(IReadOnlyList<FieldFault> headers) => Make(
        StatusCode.Unauthenticated,
        ApiReasons.CallerUnknown,
        $"Metadata {string.Join("; ", headers.Select(header => $"{header.Field} {header.Description}"))}.",
        [new RefusalDetail("header", string.Join(", ", headers.Select(header => header.Field)))]);

    public static RpcException EtagMismatch(long current) => Make(
        StatusCode.Aborted,
        ApiReasons.EtagMismatch,
        "The etag is stale: read again, then decide anew.",
        [new RefusalDetail("current_etag", Etag.Of(current))]);

    public static RpcException Contention() => Make(
        StatusCode.Aborted, ApiReasons.Contention, "Others are writing to the same stream: send the same request again.", []);

    public static RpcException ReadBehind(TimeSpan waited) => Make(
        StatusCode.Aborted,
        ApiReasons.ReadBehind,
        "What is read has not reached the cursor yet: ask again.",
        [new RefusalDetail("waited_seconds", waited.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture))],
        new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    public static RpcException PageTokenInvalid() => Make(
        StatusCode.InvalidArgument,
        ApiReasons.PageTokenInvalid,
        "The page token was made for other arguments: begin again without it.",
        [],
        new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "page_token", Description = "was made for other arguments" },
            },
        });

    public static RpcException StoreUnavailable() => Make(
        StatusCode.Unavailable,
        ApiReasons.StoreUnavailable,
        "The log cannot be reached: try again.",
        [],
        new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    public static RpcException Stopping() => Make(
        StatusCode.Unavailable,
        ApiReasons.ServiceStopping,
        "The service is stopping: send the same request again, to another node or when it has started anew.",
        [],
        new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    public static RpcException AppendTooLarge() => Make(
        StatusCode.FailedPrecondition,
        ApiReasons.AppendTooLarge,
        "The store takes less at once than this call would write: send less at once, or have the store's bound raised.",
        []);

    public static RpcException SharedFolderAway() => Make(
        StatusCode.Unavailable,
        ApiReasons.SharedFolderAway,
        "The households' keys cannot be reached: try again.",
        [],
        new RetryInfo { RetryDelay = ProtoDuration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    public static RpcException MessageTooLarge()
    {
        var bytes = CallLimits.MessageBytesMax.ToString(CultureInfo.InvariantCulture);
        return Make(
            StatusCode.ResourceExhausted,
            ApiReasons.MessageTooLarge,
            $"A message is at most {bytes} bytes: send less at once.",
            [new RefusalDetail("bytes_max", bytes)]);
    }

    public static RpcException DeadlinePassed() => Make(
        StatusCode.DeadlineExceeded, TranscodingReasons.DeadlinePassed, "The deadline has passed.", [TimeoutHeader]);

    public static RpcException TimeoutInvalid() => Make(
        StatusCode.InvalidArgument,
        TranscodingReasons.TimeoutInvalid,
        "The header grpc-timeout must be at most eight digits and one of H M S m u n, such as 10S.",
        [TimeoutHeader]);

    public static RpcException CallTooLong(TimeSpan max)
    {
        var seconds = max.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Make(
            StatusCode.DeadlineExceeded,
            ApiReasons.CallTooLong,
            $"A call runs for at most {seconds} seconds: send the same request again, with the same request id.",
            [new RefusalDetail("seconds_max", seconds)]);
    }

    public static RpcException Bug() => Make(
        StatusCode.Internal, ApiReasons.Internal, "Something went wrong here; the server's log says what.", []);

    private static RpcException Make(
        StatusCode code, string reason, string message, IEnumerable<RefusalDetail> parts, IMessage? detail = null)
    {
        var info = new ErrorInfo { Reason = reason, Domain = Domain };
        foreach (var part in parts)
        {
            info.Metadata[part.Name] = part.Value;
        }

        var status = new Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return new RpcException(new Grpc.Core.Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
