using BudgetCoaching.Transcoding.Http;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetCoaching.Transcoding.Tests;

public class Rules_are_checked_at_start
{
    [Theory]
    [InlineData("""{"get": "/v1/{nothing}"}""", "t.Service.Call: 'nothing' is no single field of t.Request with a text form.")]
    [InlineData("""{"get": "/v1/{inner}"}""", "t.Service.Call: 'inner' is no single field of t.Request with a text form.")]
    [InlineData("""{"get": "/v1/{names}"}""", "t.Service.Call: 'names' is no single field of t.Request with a text form.")]
    [InlineData("""{"get": "/v1/{names.name}"}""", "t.Service.Call: 'names.name' is no single field of t.Request with a text form.")]
    [InlineData("""{"get": "v1"}""", "t.Service.Call: Path template 'v1': expected '/' at 0.")]
    [InlineData("""{"post": "/v1", "body": "nothing"}""", "t.Service.Call: body 'nothing' is no field of t.Request.")]
    [InlineData("""{"get": "/v1", "responseBody": "nothing"}""", "t.Service.Call: response_body 'nothing' is no field of t.Request.")]
    [InlineData("""{"body": "*"}""", "t.Service.Call: the HTTP rule names no method and path.")]
    public void A_rule_that_does_not_fit_its_call_is_refused(string rule, string message) =>
        FluentActions.Invoking(() => HttpRoute.Of(Method(JsonParser.Default.Parse<Google.Api.HttpRule>(rule))))
            .Should().Throw<InvalidOperationException>().WithMessage(message);

    [Fact]
    public void Two_routes_of_one_shape_collide()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<ShelfService>();
        builder.Services.AddGrpc();
        builder.Services.AddJsonTranscoding();
        var app = builder.Build();
        app.MapJsonTranscoding<ShelfService>();

        app.Invoking(a => a.MapJsonTranscoding<ShelfService>()).Should().Throw<InvalidOperationException>()
            .Which.Message.Should().Be("GET /v1/{name=shelves/*/books/*} collides with /v1/{name=shelves/*/books/*}.");
    }

    [Fact]
    public void A_service_is_mapped_only_after_transcoding_was_added()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        app.Invoking(a => a.MapJsonTranscoding<ShelfService>()).Should().Throw<InvalidOperationException>()
            .WithMessage("Call AddJsonTranscoding before mapping a service.");
    }

    private static MethodDescriptor Method(Google.Api.HttpRule rule)
    {
        var options = new MethodOptions();
        options.SetExtension(Google.Api.AnnotationsExtensions.Http, rule);
        var file = new FileDescriptorProto
        {
            Name = "t.proto",
            Package = "t",
            Syntax = "proto3",
            MessageType =
            {
                new DescriptorProto
                {
                    Name = "Request",
                    Field =
                    {
                        Field("name", 1, FieldDescriptorProto.Types.Type.String),
                        Field("inner", 2, FieldDescriptorProto.Types.Type.Message),
                        Field("names", 3, FieldDescriptorProto.Types.Type.Message, many: true),
                    },
                },
            },
            Service =
            {
                new ServiceDescriptorProto
                {
                    Name = "Service",
                    Method =
                    {
                        new MethodDescriptorProto { Name = "Call", InputType = ".t.Request", OutputType = ".t.Request", Options = options },
                    },
                },
            },
        };
        return FileDescriptor.BuildFromByteStrings([file.ToByteString()])[0].Services[0].Methods[0];
    }

    private static FieldDescriptorProto Field(string name, int number, FieldDescriptorProto.Types.Type type, bool many = false)
    {
        var field = new FieldDescriptorProto
        {
            Name = name,
            JsonName = name,
            Number = number,
            Type = type,
            Label = many ? FieldDescriptorProto.Types.Label.Repeated : FieldDescriptorProto.Types.Label.Optional,
        };
        if (type == FieldDescriptorProto.Types.Type.Message)
        {
            field.TypeName = ".t.Request";
        }

        return field;
    }
}
