using System.Buffers.Binary;
using System.Text;
using BudgetCoaching.V1;
using Google.Protobuf;

namespace BudgetCoaching.Api.Tests.Http;

[Collection(Wire_collection.Name)]
public sealed class Browsers_call_over_grpc_web(RunningService service)
{
    private const int HeadBytes = 5;

    private const byte TrailersFlag = 0x80;

    [Theory]
    [InlineData("agencies/test", "grpc-status: 0")]
    [InlineData("agencies/nowhere", "grpc-status: 5")]
    public async Task A_call_in_binary_form_is_answered_with_its_status_behind_the_message(string name, string status)
    {
        var answer = await AskAsync("application/grpc-web+proto", Frame(name));

        Told(answer).Should().Contain(status);
    }

    [Fact]
    public async Task A_call_in_text_form_is_answered_in_text()
    {
        var text = Encoding.ASCII.GetBytes(Convert.ToBase64String(Frame("agencies/test")));

        var answer = await AskAsync("application/grpc-web-text", text);

        var bytes = Convert.FromBase64String(Encoding.ASCII.GetString(answer.Body));
        Agency.Parser.ParseFrom(MessageOf(bytes)).Name.Should().Be("agencies/test");
    }

    private static byte[] Frame(string name)
    {
        var message = new GetAgencyRequest { Name = name }.ToByteArray();
        var frame = new byte[HeadBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(HeadBytes));
        return frame;
    }

    private static byte[] MessageOf(byte[] frames) =>
        frames.AsSpan(HeadBytes, BinaryPrimitives.ReadInt32BigEndian(frames.AsSpan(1))).ToArray();

    /// <summary>The trailers: of the last frame, or among the headers where there was no message.</summary>
    private static string Told((byte[] Body, string Headers) answer)
    {
        for (var at = 0; at < answer.Body.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(answer.Body.AsSpan(at + 1));
            if ((answer.Body[at] & TrailersFlag) != 0)
            {
                return Regular(Encoding.ASCII.GetString(answer.Body, at + HeadBytes, length));
            }

            at += HeadBytes + length;
        }

        return Regular(answer.Headers);
    }

    private static string Regular(string headers) =>
        headers.Replace(": ", ":", StringComparison.Ordinal).Replace(":", ": ", StringComparison.Ordinal);

    private async Task<(byte[] Body, string Headers)> AskAsync(string type, byte[] body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, service.Web + "/budgetcoaching.v1.AgencyService/GetAgency")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } },
            Headers = { { "x-actor", "maria" }, { "x-agency", "test" } },
        };
        using var response = await http.SendAsync(request);
        return (await response.Content.ReadAsByteArrayAsync(), response.Headers.ToString());
    }
}
