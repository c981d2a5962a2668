using System.Globalization;
using BudgetCoaching.Transcoding.Http;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>What is answered before, or instead of, a call: the status of HTTP, and that of gRPC with its details.</summary>
internal sealed class Refusal : RpcException
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    private Refusal(int httpStatus, Google.Rpc.Status told)
        : base(new Grpc.Core.Status((StatusCode)told.Code, told.Message), new Metadata { { DetailsTrailer, told.ToByteArray() } }) =>
        (HttpStatus, Told) = (httpStatus, told);

    public int HttpStatus { get; }

    /// <summary>The status as it is written.</summary>
    public Google.Rpc.Status Told { get; }

    public static Refusal Malformed(JsonFaults faults, string domain)
    {
        var details = new BadRequest();
        foreach (var fault in faults.All)
        {
            details.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = fault.Field, Description = fault.Description });
        }

        var count = faults.Count.ToString(CultureInfo.InvariantCulture);
        var first = faults.All[0];
        return Make(
            StatusCodes.Status400BadRequest,
            StatusCode.InvalidArgument,
            TranscodingReasons.FieldInvalid,
            $"{count} malformed field(s): {(first.Field.Length == 0 ? "the body" : first.Field)} {first.Description}.",
            domain,
            [("count", count)],
            details);
    }

    public static Refusal TooLarge(int bytesMax, string domain)
    {
        var bytes = bytesMax.ToString(CultureInfo.InvariantCulture);
        return Make(
            StatusCodes.Status413PayloadTooLarge,
            StatusCode.ResourceExhausted,
            TranscodingReasons.MessageTooLarge,
            $"A message is at most {bytes} bytes: send less at once.",
            domain,
            [("bytes_max", bytes)]);
    }

    public static Refusal ContentType(string wanted, string domain) => Make(
        StatusCodes.Status415UnsupportedMediaType,
        StatusCode.InvalidArgument,
        TranscodingReasons.ContentTypeUnsupported,
        $"The body must be {wanted} in UTF-8, not compressed.",
        domain,
        [("content_type", wanted)]);

    public static Refusal Timeout(string domain) => Make(
        StatusCodes.Status400BadRequest,
        StatusCode.InvalidArgument,
        TranscodingReasons.TimeoutInvalid,
        $"The header {CallHeaders.Timeout} must be at most eight digits and one of H M S m u n, such as 10S.",
        domain,
        [("header", CallHeaders.Timeout)]);

    public static Refusal Deadline(string domain) => Make(
        StatusCodes.Status504GatewayTimeout,
        StatusCode.DeadlineExceeded,
        TranscodingReasons.DeadlinePassed,
        "The deadline has passed.",
        domain,
        [("header", CallHeaders.Timeout)]);

    public static Refusal UnknownPath(string path, string domain) => Make(
        StatusCodes.Status404NotFound,
        StatusCode.NotFound,
        TranscodingReasons.PathUnknown,
        "No call has this path; the OpenAPI document lists them all.",
        domain,
        [("path", path)]);

    public static Refusal Method(string method, string allowed, string domain) => Make(
        StatusCodes.Status405MethodNotAllowed,
        StatusCode.Unimplemented,
        TranscodingReasons.MethodNotAllowed,
        $"This path is called with {allowed}.",
        domain,
        [("method", method), ("allowed", allowed)]);

    /// <param name="trailers">With the details of the status, if there are any.</param>
    public static Refusal Of(Grpc.Core.Status status, Metadata trailers)
    {
        var told = new Google.Rpc.Status { Code = (int)status.StatusCode, Message = status.Detail };
        if (trailers.GetValueBytes(DetailsTrailer) is { } bytes)
        {
            told.Details.AddRange(Google.Rpc.Status.Parser.ParseFrom(bytes).Details);
        }

        return new Refusal(Http.HttpStatus.Of(status.StatusCode), told);
    }

    private static Refusal Make(
        int http,
        StatusCode code,
        string reason,
        string message,
        string domain,
        ReadOnlySpan<(string Name, string Value)> parts,
        IMessage? detail = null)
    {
        var info = new ErrorInfo { Reason = reason, Domain = domain };
        foreach (var (name, value) in parts)
        {
            info.Metadata[name] = value;
        }

        var told = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        if (detail is not null)
        {
            told.Details.Add(Any.Pack(detail));
        }

        return new Refusal(http, told);
    }
}
