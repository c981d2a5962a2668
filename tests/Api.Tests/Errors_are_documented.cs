using System.Reflection;
using System.Text.RegularExpressions;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Transcoding;
using Google.Rpc;
using Grpc.Core;

namespace BudgetCoaching.Api.Tests;

public partial class Errors_are_documented
{
    private static readonly Type[] Sources = [typeof(Reasons), typeof(RequestReasons), typeof(ApiReasons), typeof(TranscodingReasons)];

    [Fact]
    public void Every_reason_stands_in_the_list_of_errors_with_its_status_and_no_other_does()
    {
        var listed = File.ReadAllLines(Path.Combine(RunningService.Root, "docs", "api-errors.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));

        listed.Should().BeEquivalentTo(AllReasons().Select(reason => (reason, StatusText(StatusOf(reason)))));
    }

    [Fact]
    public void A_reason_is_upper_snake_and_at_most_63_characters() =>
        AllReasons().Should().OnlyContain(reason => UpperSnake().IsMatch(reason) && reason.Length <= 63);

    [Fact]
    public void A_refusal_carries_its_reason_and_parts_in_ErrorInfo()
    {
        var refused = ApiFault.Refused(new Refusal(Reasons.PlanTooLong, "Too long.", [new RefusalDetail("months_max", "12")]));

        refused.StatusCode.Should().Be(StatusCode.FailedPrecondition);
        refused.Status.Detail.Should().Be("Too long.");
        var info = Details(refused).Details.Single().Unpack<ErrorInfo>();
        info.Reason.Should().Be("PLAN_TOO_LONG");
        info.Domain.Should().Be("budgetcoaching");
        info.Metadata.Should().Equal(new Dictionary<string, string> { ["months_max"] = "12" });
    }

    [Fact]
    public void Malformed_fields_carry_one_violation_each()
    {
        var invalid = ApiFault.Invalid([new("charge.amount", "is required"), new("charge.due_date", "is required")]);

        invalid.StatusCode.Should().Be(StatusCode.InvalidArgument);
        var details = Details(invalid).Details;
        details[0].Unpack<ErrorInfo>().Reason.Should().Be("FIELD_INVALID");
        details[1].Unpack<BadRequest>().FieldViolations.Select(v => v.Field).Should().Equal("charge.amount", "charge.due_date");
    }

    [Fact]
    public void A_stale_etag_is_told_the_current_one() =>
        Details(ApiFault.EtagMismatch(7)).Details.Single().Unpack<ErrorInfo>().Metadata["current_etag"].Should().Be("\"7\"");

    private static IEnumerable<string> AllReasons() => Sources
        .SelectMany(source => source.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic))
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!)
        .Distinct(StringComparer.Ordinal);

    private static StatusCode StatusOf(string reason) => reason switch
    {
        ApiReasons.FieldInvalid or ApiReasons.PageTokenInvalid => StatusCode.InvalidArgument,
        TranscodingReasons.ContentTypeUnsupported or TranscodingReasons.TimeoutInvalid => StatusCode.InvalidArgument,
        TranscodingReasons.PathUnknown => StatusCode.NotFound,
        TranscodingReasons.MethodNotAllowed => StatusCode.Unimplemented,
        ApiReasons.MessageTooLarge or ApiReasons.LimitExceeded => StatusCode.ResourceExhausted,
        ApiReasons.CallTooLong or TranscodingReasons.DeadlinePassed => StatusCode.DeadlineExceeded,
        ApiReasons.CallerUnknown or ApiReasons.CredentialRefused => StatusCode.Unauthenticated,
        ApiReasons.NotPermitted => StatusCode.PermissionDenied,
        ApiReasons.ResourceNotFound => StatusCode.NotFound,
        ApiReasons.EtagMismatch or ApiReasons.Contention or ApiReasons.ReadBehind => StatusCode.Aborted,
        ApiReasons.StoreUnavailable or ApiReasons.IssuerUnavailable => StatusCode.Unavailable,
        ApiReasons.SharedFolderAway or ApiReasons.ServiceStopping => StatusCode.Unavailable,
        ApiReasons.Internal => StatusCode.Internal,
        _ => RefusalStatus.Of(reason),
    };

    private static string StatusText(StatusCode code) => WordStart().Replace(code.ToString(), "_$1").ToUpperInvariant();

    private static Google.Rpc.Status Details(RpcException error) =>
        Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes(ApiFault.DetailsTrailer));


    [GeneratedRegex(@"^\| `([A-Z0-9_]+)` \| ([A-Z_]+) \|")]
    private static partial Regex Row();

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
    private static partial Regex UpperSnake();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex WordStart();
}
