using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection;
using Grpc.Reflection.V1;

namespace BudgetCoaching.Rpc.Reflection;

/// <summary>Version 1 under the name it had before: on the wire the messages are the same.</summary>
[BindServiceMethod(typeof(AlphaReflection), nameof(Bind))]
internal sealed class AlphaReflection(Func<(IEnumerable<string> Services, SymbolRegistry Symbols)> find) : ReflectionV1ServiceImpl(find)
{
    private static readonly Method<ServerReflectionRequest, ServerReflectionResponse> Info = new(
        MethodType.DuplexStreaming,
        "grpc.reflection.v1alpha.ServerReflection",
        nameof(ServerReflectionInfo),
        Marshallers.Create(message => message.ToByteArray(), ServerReflectionRequest.Parser.ParseFrom),
        Marshallers.Create(message => message.ToByteArray(), ServerReflectionResponse.Parser.ParseFrom));

    public static void Bind(ServiceBinderBase binder, AlphaReflection? service) => binder.AddMethod(
        Info,
        service is null
            ? null
            : new DuplexStreamingServerMethod<ServerReflectionRequest, ServerReflectionResponse>(service.ServerReflectionInfo));
}
