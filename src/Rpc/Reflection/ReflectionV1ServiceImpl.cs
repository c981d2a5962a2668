using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Grpc.Reflection;

/// <summary>Tells tools the services of this server and the files that declare them.</summary>
public class ReflectionV1ServiceImpl : ServerReflection.ServerReflectionBase
{
    private readonly Lazy<(ListServiceResponse Services, SymbolRegistry Symbols)> known;

    public ReflectionV1ServiceImpl(IEnumerable<string> services, SymbolRegistry symbolRegistry)
        : this(() => (services, symbolRegistry))
    {
    }

    public ReflectionV1ServiceImpl(params ServiceDescriptor[] services)
        : this(() => Described(services))
    {
    }

    /// <summary>Looks at the services only when asked, since they are mapped after this is made.</summary>
    internal ReflectionV1ServiceImpl(Func<(IEnumerable<string> Services, SymbolRegistry Symbols)> find) =>
        known = new(() =>
        {
            var (services, symbols) = find();
            var list = new ListServiceResponse();
            list.Service.AddRange(services.Select(name => new ServiceResponse { Name = name }));
            return (list, symbols);
        });

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            var response = Answer(requestStream.Current);
            response.ValidHost = requestStream.Current.Host;
            response.OriginalRequest = requestStream.Current;
            await responseStream.WriteAsync(response);
        }
    }

    internal static (IEnumerable<string> Services, SymbolRegistry Symbols) Described(IEnumerable<ServiceDescriptor> services)
    {
        var all = services.ToArray();
        return (all.Select(s => s.FullName), SymbolRegistry.FromFiles(all.Select(s => s.File)));
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var (services, symbols) = known.Value;
        return request.MessageRequestCase switch
        {
            ServerReflectionRequest.MessageRequestOneofCase.FileByFilename => Files(symbols.FileByName(request.FileByFilename)),
            ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol =>
                Files(symbols.FileContainingSymbol(request.FileContainingSymbol)),
            ServerReflectionRequest.MessageRequestOneofCase.ListServices => new() { ListServicesResponse = services },
            ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension => Files(symbols.FileContainingExtension(
                request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber)),
            ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType => Extensions(
                request.AllExtensionNumbersOfType, symbols),
            _ => Error(StatusCode.Unimplemented, "This question is not known here."),
        };
    }

    private static ServerReflectionResponse Extensions(string type, SymbolRegistry symbols)
    {
        if (symbols.FileContainingSymbol(type) is null)
        {
            return Error(StatusCode.NotFound, "This type is not known here.");
        }

        var numbers = new ExtensionNumberResponse { BaseTypeName = type };
        numbers.ExtensionNumber.AddRange(symbols.ExtensionNumbers(type));
        return new() { AllExtensionNumbersResponse = numbers };
    }

    /// <summary>The file after all that it imports, as tools load them in that order.</summary>
    private static ServerReflectionResponse Files(FileDescriptor? file)
    {
        if (file is null)
        {
            return Error(StatusCode.NotFound, "No file is known for it here.");
        }

        var found = new FileDescriptorResponse();
        Collect(file, new HashSet<string>(StringComparer.Ordinal), found);
        return new() { FileDescriptorResponse = found };
    }

    private static void Collect(FileDescriptor file, HashSet<string> seen, FileDescriptorResponse found)
    {
        if (seen.Add(file.Name))
        {
            foreach (var import in file.Dependencies)
            {
                Collect(import, seen, found);
            }

            found.FileDescriptorProto.Add(file.SerializedData);
        }
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
