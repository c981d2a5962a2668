using System.Security.Authentication;
using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class ServerFaultTests
{
    [Theory]
    [InlineData("access-denied", StatusCode.PermissionDenied, StoreRefusedException.AccessDenied)]
    [InlineData("stream-deleted", StatusCode.FailedPrecondition, StoreRefusedException.StreamDeleted)]
    [InlineData("maximum-append-size-exceeded", StatusCode.InvalidArgument, StoreRefusedException.AppendTooLarge)]
    [InlineData("maximum-append-event-size-exceeded", StatusCode.InvalidArgument, StoreRefusedException.AppendTooLarge)]
    [InlineData(null, StatusCode.Unauthenticated, StoreRefusedException.CredentialsRefused)]
    [InlineData(null, StatusCode.PermissionDenied, StoreRefusedException.AccessDenied)]
    public void What_will_not_change_is_refused_with_its_reason(string? kind, StatusCode code, string reason)
    {
        var fault = ServerFault.Of(Rpc(code, kind));

        fault.IsPassing.Should().BeFalse();
        fault.Error.Should().BeOfType<StoreRefusedException>().Which.Reason.Should().Be(reason);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    public void What_may_be_gone_at_another_try_passes(StatusCode code)
    {
        var fault = ServerFault.Of(Rpc(code, kind: null));

        fault.IsPassing.Should().BeTrue();
        fault.Leader.Should().BeNull();
        fault.Error.Should().BeOfType<StoreFailedException>().Which.Message.Should().Be($"{code} (text)");
    }

    [Theory]
    [InlineData("wrong-expected-version", StatusCode.FailedPrecondition, "wrong-expected-version (text)")]
    [InlineData("missing-required-metadata-property", StatusCode.InvalidArgument, "missing-required-metadata-property (text)")]
    [InlineData("user-not-found", StatusCode.NotFound, "user-not-found (text)")]
    [InlineData(null, StatusCode.InvalidArgument, "InvalidArgument (text)")]
    [InlineData(null, StatusCode.Unimplemented, "Unimplemented (text)")]
    public void What_the_server_does_not_understand_fails_at_once_in_its_own_words(string? kind, StatusCode code, string words)
    {
        var fault = ServerFault.Of(Rpc(code, kind));

        fault.IsPassing.Should().BeFalse();
        fault.Error.Should().BeOfType<StoreFailedException>().Which.Message.Should().Be($"The event store refused: {words}.");
    }

    [Theory]
    [InlineData("10.0.0.2", "2113", "10.0.0.2:2113")]
    [InlineData("10.0.0.2", "0", null)]
    [InlineData("10.0.0.2", "many", null)]
    [InlineData("", "2113", null)]
    public void Who_does_not_lead_names_who_does(string host, string port, string? leader)
    {
        var fault = ServerFault.Of(Rpc(StatusCode.NotFound, "not-leader", ("leader-endpoint-host", host), ("leader-endpoint-port", port)));

        fault.IsPassing.Should().BeTrue();
        fault.Leader?.ToString().Should().Be(leader);
    }

    [Fact]
    public void A_failed_handshake_is_told_from_a_lost_connection()
    {
        var handshake = new HttpRequestException("ssl", new AuthenticationException("untrusted root"));

        ServerFault.Of(new RpcException(new Status(StatusCode.Unavailable, "text", handshake))).Error
            .Should().BeOfType<StoreRefusedException>().Which.Reason.Should().Be(StoreRefusedException.CertificateRefused);
        ServerFault.Of(new RpcException(new Status(StatusCode.Unavailable, "text", new HttpRequestException("refused")))).IsPassing
            .Should().BeTrue();
    }

    [Fact]
    public void The_error_of_one_batch_means_what_the_same_error_of_a_call_means()
    {
        Reason(new StreamDeleted()).Should().Be(StoreRefusedException.StreamDeleted);
        Reason(new AccessDenied()).Should().Be(StoreRefusedException.AccessDenied);
        Reason(new MaximumAppendSizeExceeded { MaxAppendSize = 5 }).Should().Be(StoreRefusedException.AppendTooLarge);
        Reason(new MaximumAppendEventSizeExceeded { MaxAppendEventSize = 5 }).Should().Be(StoreRefusedException.AppendTooLarge);
        Passes(StatusCode.DeadlineExceeded, new Protocol.Timeout()).Should().BeTrue();
        Passes(StatusCode.Unknown, new Unknown()).Should().BeTrue();
        Passes(StatusCode.InvalidArgument, new BadRequest { Message = "no" }).Should().BeFalse();

        static bool Passes(StatusCode code, IMessage details) => ServerFault.Of(ServerFault.ErrorOf(Failure(code, details))).IsPassing;

        static string Reason(IMessage details) =>
            ServerFault.ErrorOf(Failure(StatusCode.Internal, details)).Should().BeOfType<StoreRefusedException>().Which.Reason;
    }

    private static AppendFailure Failure(StatusCode code, IMessage details) =>
        new() { Code = (int)code, Message = "text", Details = Any.Pack(details) };

    private static RpcException Rpc(StatusCode code, string? kind, params (string Key, string Value)[] more)
    {
        var trailers = new Metadata();
        if (kind is not null)
        {
            trailers.Add("exception", kind);
        }

        foreach (var (key, value) in more)
        {
            trailers.Add(key, value);
        }

        return new RpcException(new Status(code, "text"), trailers);
    }
}
