using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Shelf.V1;
using static System.Net.Http.HttpMethod;

namespace BudgetCoaching.Transcoding.Tests;

public sealed class Calls_over_http : IAsyncLifetime
{
    private ShelfServer server = null!;

    public async Task InitializeAsync() => server = await ShelfServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("GET", "/v1/shelves/1/books/2", null, """{"name":"shelves/1/books/2","author":"","pages":"0"}""")]
    [InlineData(
        "GET",
        "/v1/shelves/1/books/a%20b?tags=x&tags=y%26",
        null,
        """{"name":"shelves/1/books/a b","author":"|x|y&","pages":"0"}""")]
    [InlineData("GET", "/v1/lending/city%2Flibrary/7/books/x/y", null, """{"name":"books/x/y","author":"city/library 7","pages":"0"}""")]
    [InlineData(
        "GET",
        "/v1/shelves/1/books/2?edition.lender=me&edition.number=3",
        null,
        """{"name":"shelves/1/books/2","author":"me 3","pages":"0"}""")]
    [InlineData("SEEK", "/v1/shelves/1/books/2:seek", null, """{"name":"shelves/1/books/2","author":"","pages":"0"}""")]
    [InlineData("PUT", "/v1/shelves/1/books/2?dryRun=true", """{"pages":3}""", """{"name":"shelves/1/books/2","author":"","pages":"3"}""")]
    [InlineData("PUT", "/v1/shelves/1/books/2", "", """{"name":"shelves/1/books/2","author":"","pages":"0"}""")]
    [InlineData(
        "PATCH",
        "/v1/shelves/1/books/2",
        """{"book":{"author":"a"},"dry_run":true}""",
        """{"book":{"name":"shelves/1/books/2","author":"a","pages":"0"},"dryRun":true}""")]
    [InlineData("DELETE", "/v1/shelves", null, """{"name":"shelves","author":"","pages":"0"}""")]
    [InlineData("DELETE", "/v1/shelves/1/books/2", null, """{"name":"shelves/1/books/2","author":"","pages":"0"}""")]
    [InlineData("POST", "/v1/shelves/1/books:remove", "{}", """{"name":"shelves/1/books","author":"","pages":"0"}""")]
    [InlineData(
        "POST",
        "/v1/shelves/1/books:remove",
        """{"name":"shelves/1/books"}""",
        """{"name":"shelves/1/books","author":"","pages":"0"}""")]
    [InlineData(
        "POST",
        "/v1/books:count",
        "{}\n\n{\"pages\":3}",
        """{"count":2,"status":0,"detail":"","wait":false,"deaf":false,"throw":false}""")]
    public async Task A_call_is_made_by_method_path_query_and_body(string method, string path, string? json, string answer)
    {
        var lines = path.EndsWith(":count", StringComparison.Ordinal);

        var (status, body) = await server.SendAsync(new(method), path, json, lines ? "application/x-ndjson" : "application/json");

        (status, body).Should().Be((HttpStatusCode.OK, answer));
    }

    [Fact]
    public async Task A_query_fills_fields_of_every_kind_with_a_text_form()
    {
        var (_, body) = await server.SendAsync(
            Get,
            "/v1/ask?aDouble=1.5&a_float=-2&anInt64=-9&aUint64=18446744073709551615&aBool=true&colour=COLOUR_RED&inner.inner.aString=%C3%A8"
            + "&longs=1&longs=2&colours=1&colours=COLOUR_NAVY_BLUE&someBytes=AQ-_&aTime=2025-06-01T00:00:00Z&aMask=a.b,cD&wrappedLong=7"
            + "&chosenBook.pages=4&optionalString=&times=2025-06-01T00:00:00Z");

        JsonParser.Default.Parse<Everything>(body).Should().Be(new Everything
        {
            ADouble = 1.5,
            AFloat = -2,
            AnInt64 = -9,
            AUint64 = ulong.MaxValue,
            ABool = true,
            Colour = Colour.Red,
            Inner = new Everything { Inner = new Everything { AString = "è" } },
            Longs = { 1, 2 },
            Colours = { Colour.Red, Colour.NavyBlue },
            SomeBytes = ByteString.CopyFrom(1, 15, 191),
            ATime = new() { Seconds = 1748736000 },
            AMask = new() { Paths = { "a.b", "c_d" } },
            WrappedLong = 7,
            ChosenBook = new Book { Pages = 4 },
            OptionalString = "",
            Times = { new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = 1748736000 } },
        });
    }

    [Theory]
    [InlineData(
        "GET",
        "/v1/ask?anInt32=x&nothing=1&inner.nothing=2&inner=3&byName=4&aBool=1&aBool=2",
        null,
        "an_int32 nothing inner.nothing inner by_name a_bool")]
    [InlineData("GET", "/v1/ask?chosenText=a&chosenBook.pages=4", null, "chosen_book.pages")]
    [InlineData("GET", "/v1/shelves/1/books/2?name=x", null, "name")]
    [InlineData("GET", "/v1/lending/me/seven/books/x", null, "edition.number")]
    [InlineData("POST", "/v1/echo?aBool=true", "{}", "a_bool")]
    [InlineData("PUT", "/v1/shelves/1/books/2?book.pages=1", "{}", "book.pages")]
    [InlineData("PUT", "/v1/shelves/1/books/2", """{"pages":[],"x":1}""", "book.pages book.x")]
    [InlineData("PATCH", "/v1/shelves/1/books/2", """{"book":{"name":"shelves/1/books/3"}}""", "book.name")]
    [InlineData("POST", "/v1/echo", "{", "")]
    public async Task What_is_malformed_is_INVALID_ARGUMENT_and_every_field_is_named(
        string method, string path, string? json, string fields)
    {
        var (status, body) = await server.SendAsync(new(method), path, json);

        var error = JsonNode.Parse(body)!;
        ((int)status, (int)error["code"]!).Should().Be((400, 3));
        var count = fields.Split(' ').Length;
        error["details"]![0]!.ToJsonString().Should().Be(
            """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"FIELD_INVALID","domain":"shelf","""
            + $$$"""
            "metadata":{"count":"{{{count}}}"}}
            """);
        string.Join(' ', error["details"]![1]!["fieldViolations"]!.AsArray().Select(v => (string)v!["field"]!)).Should().Be(fields);
        server.Interceptor.Calls.Should().Be(0);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, 5, "PATH_UNKNOWN")]
    [InlineData("GET", "/v1/Shelves/1/books/2", 404, 5, "PATH_UNKNOWN")]
    [InlineData("GET", "/V1/shelves/1/books/2", 404, 5, "PATH_UNKNOWN")]
    [InlineData("POST", "/v1/shelves/1/books/2:burn", 405, 12, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "/v1/shelves/1/books/2:burn", 404, 5, "PATH_UNKNOWN")]
    [InlineData("POST", "/v2/books", 404, 5, "PATH_UNKNOWN")]
    [InlineData("POST", "/v1/hide", 404, 5, "PATH_UNKNOWN")]
    public async Task What_is_served_nowhere_is_told_as_a_status(string method, string path, int http, int code, string reason)
    {
        var (status, body) = await server.SendAsync(new(method), path, method == "POST" ? "{}" : null);

        var error = JsonNode.Parse(body)!;
        ((int)status, (int)error["code"]!, (string)error["details"]![0]!["reason"]!).Should().Be((http, code, reason));
    }

    [Fact]
    public async Task Another_method_is_told_which_ones_are_allowed()
    {
        using var response = await server.Http.PostAsync(new Uri("/v1/shelves/1/books/2", UriKind.Relative), null);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("DELETE", "GET", "PATCH", "PUT");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/grpc+json")]
    public async Task A_body_of_another_type_is_refused(string type)
    {
        using var request = new HttpRequestMessage(Post, "/v1/echo") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("content-type", type);

        using var response = await server.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await response.Content.ReadAsStringAsync()).Should().Contain("CONTENT_TYPE_UNSUPPORTED");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task A_body_of_json_in_utf8_is_taken(string type)
    {
        using var request = new HttpRequestMessage(Post, "/v1/echo") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("content-type", type);

        using var response = await server.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json");
    }

    [Fact]
    public async Task A_call_over_json_answers_what_the_same_call_answers_over_grpc()
    {
        var client = new Shelf.V1.ShelfService.ShelfServiceClient(server.Channel);
        for (var seed = 0; seed < 50; seed++)
        {
            var message = (Everything)new RandomMessages(seed).Next(Everything.Descriptor);

            var (_, body) = await server.SendAsync(Post, "/v1/echo", JsonFormatter.Default.Format(message));

            JsonParser.Default.Parse<Everything>(body).Should().Be(await client.EchoAsync(message));
        }
    }

    [Fact]
    public async Task Headers_are_the_metadata_of_the_call()
    {
        await server.SendAsync(
            Get, "/v1/shelves/1/books/2", headers: [("X-Actor", "giulia"), ("trace-bin", "AQI, Aw=="), ("grpc-timeout", "3H")]);

        var (method, headers, deadline) = server.Service.Last;
        headers.GetValue("x-actor").Should().Be("giulia");
        headers.GetAll("trace-bin").Select(entry => entry.ValueBytes).Should().BeEquivalentTo(new byte[][] { [1, 2], [3] });
        headers.Get("grpc-timeout").Should().BeNull();
        method.Should().Be("/shelf.v1.ShelfService/GetBook");
        deadline.Should().BeCloseTo(DateTime.UtcNow.AddHours(3), TimeSpan.FromMinutes(10));
        server.Interceptor.Calls.Should().Be(1);
    }

    [Theory]
    [InlineData(1, 499)]
    [InlineData(2, 500)]
    [InlineData(3, 400)]
    [InlineData(4, 504)]
    [InlineData(5, 404)]
    [InlineData(6, 409)]
    [InlineData(7, 403)]
    [InlineData(8, 429)]
    [InlineData(9, 400)]
    [InlineData(10, 409)]
    [InlineData(11, 400)]
    [InlineData(12, 501)]
    [InlineData(13, 500)]
    [InlineData(14, 503)]
    [InlineData(15, 500)]
    [InlineData(16, 401)]
    public async Task Each_status_has_its_http_status_and_is_the_body(int code, int http)
    {
        var (status, body) = await server.SendAsync(Post, "/v1/behaviour", $$"""{"status":{{code}},"detail":"è \"so\""}""");

        ((int)status, body).Should().Be((http, $$"""{"code":{{code}},"message":"è \"so\"","details":[]}"""));
    }

    [Fact]
    public async Task What_nobody_meant_to_tell_is_not_told() =>
        (await server.SendAsync(Post, "/v1/behaviour", """{"throw":true}"""))
            .Should().Be((HttpStatusCode.InternalServerError, """{"code":2,"message":"The handler failed.","details":[]}"""));
}
