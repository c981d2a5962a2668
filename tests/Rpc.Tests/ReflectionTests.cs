using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Rpc.Tests;

public sealed class ReflectionTests : IAsyncLifetime
{
    private EchoServer server = null!;

    public async Task InitializeAsync() => server = await EchoServer.StartAsync(
        services: services => services.AddGrpcReflection(),
        map: app =>
        {
            app.MapGrpcReflectionService();
            app.MapGrpcService<Reflected>();
        });

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public async Task Services_are_listed()
    {
        var answer = await AskAsync(new ServerReflectionRequest { ListServices = "" });

        answer.ListServicesResponse.Service.Select(s => s.Name)
            .Should().Equal("echo.v1.EchoService", "grpc.reflection.v1.ServerReflection", "extended.v1.ExtendedService");
    }

    [Theory]
    [InlineData("echo.v1.EchoService")]
    [InlineData("echo.v1.EchoService.Say")]
    [InlineData("echo.v1.SayRequest")]
    [InlineData("echo.v1.SayRequest.text")]
    public async Task The_file_of_a_symbol_is_given(string symbol)
    {
        var answer = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        Files(answer).Should().Equal("echo.proto");
        answer.OriginalRequest.FileContainingSymbol.Should().Be(symbol);
    }

    [Fact]
    public async Task A_file_is_given_by_its_name() =>
        Files(await AskAsync(new ServerReflectionRequest { FileByFilename = "grpc/reflection/v1/reflection.proto" }))
            .Should().Equal("grpc/reflection/v1/reflection.proto");

    [Fact]
    public async Task What_is_not_known_is_not_found()
    {
        var extension = new ExtensionRequest { ContainingType = "echo.v1.SayRequest", ExtensionNumber = 100 };

        foreach (var request in new[]
        {
            new ServerReflectionRequest { FileByFilename = "nothing.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "echo.v1.Nothing" },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "echo.v1.Nothing" },
            new ServerReflectionRequest { FileContainingExtension = extension },
        })
        {
            (await AskAsync(request)).ErrorResponse.ErrorCode.Should().Be((int)StatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_type_without_extensions_has_none() =>
        (await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "echo.v1.SayRequest" }))
            .AllExtensionNumbersResponse.ExtensionNumber.Should().BeEmpty();

    [Theory]
    [InlineData(100, new[] { "extended/v1/open.proto" })]
    [InlineData(101, new[] { "extended/v1/open.proto", "extended/v1/extended.proto" })]
    public async Task The_file_of_an_extension_is_given_after_those_it_imports(int number, string[] files)
    {
        var extension = new ExtensionRequest { ContainingType = "extended.v1.Open", ExtensionNumber = number };

        Files(await AskAsync(new ServerReflectionRequest { FileContainingExtension = extension })).Should().Equal(files);
    }

    [Fact]
    public async Task All_extensions_of_a_type_are_numbered_wherever_they_are_declared()
    {
        var answer = await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "extended.v1.Open" });

        answer.AllExtensionNumbersResponse.BaseTypeName.Should().Be("extended.v1.Open");
        answer.AllExtensionNumbersResponse.ExtensionNumber.Should().Equal(100, 101);
    }

    [Theory]
    [InlineData("extended.v1.Open.kind", "extended/v1/open.proto")]
    [InlineData("extended.v1.Nest.rank", "extended/v1/open.proto")]
    [InlineData("extended.v1.note", "extended/v1/extended.proto")]
    public async Task Oneofs_and_extensions_are_symbols_too(string symbol, string file) =>
        Files(await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol })).Last().Should().Be(file);

    [Fact]
    public async Task The_version_before_answers_the_same_under_its_own_name()
    {
        var method = new Method<ServerReflectionRequest, ServerReflectionResponse>(
            MethodType.DuplexStreaming,
            "grpc.reflection.v1alpha.ServerReflection",
            "ServerReflectionInfo",
            Marshallers.Create(Google.Protobuf.MessageExtensions.ToByteArray, ServerReflectionRequest.Parser.ParseFrom),
            Marshallers.Create(Google.Protobuf.MessageExtensions.ToByteArray, ServerReflectionResponse.Parser.ParseFrom));
        using var call = server.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { FileContainingSymbol = "echo.v1.EchoService" });

        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        Files(call.ResponseStream.Current).Should().Equal("echo.proto");
    }

    [Fact]
    public void A_file_comes_after_the_files_it_imports_and_symbols_of_imports_are_known()
    {
        var symbols = SymbolRegistry.FromFiles([Google.Protobuf.WellKnownTypes.TypeReflection.Descriptor]);

        symbols.FileContainingSymbol("google.protobuf.Any")!.Name.Should().Be("google/protobuf/any.proto");
        symbols.FileContainingSymbol("google.protobuf.Field.Kind")!.Name.Should().Be("google/protobuf/type.proto");
        symbols.FileByName("google/protobuf/source_context.proto").Should().NotBeNull();
    }

    private async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        await call.RequestStream.CompleteAsync();
        return call.ResponseStream.Current;
    }

    private static IEnumerable<string> Files(ServerReflectionResponse answer) =>
        answer.FileDescriptorResponse.FileDescriptorProto.Select(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name);

    private sealed class Reflected : Extended.V1.ExtendedService.ExtendedServiceBase
    {
    }
}
