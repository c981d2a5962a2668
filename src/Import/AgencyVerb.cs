using BudgetCoaching.V1;
using Grpc.Core;

namespace BudgetCoaching.Import;

/// <summary>Creates the agency under which files are imported, where the books are new.</summary>
internal static class AgencyVerb
{
    public const string Usage = $"""
        import agency --name TEXT CALLER
               CALLER: {Service.Usage}

        Creates the agency with the shipped parameters (R60); one that is there stays as it is.
        """;

    /// <returns>How the program ends.</returns>
    /// <exception cref="RpcException">The service cannot be reached or refuses.</exception>
    public static async Task<int> RunAsync(Service service, string name, CancellationToken cancel)
    {
        using var channel = service.Connect();
        var request = new CreateAgencyRequest { AgencyId = service.Agency, Agency = new Agency { DisplayName = name } };
        try
        {
            var client = new AgencyService.AgencyServiceClient(channel);
            await service.CallAsync(headers => client.CreateAgencyAsync(request, headers, cancellationToken: cancel).ResponseAsync);
        }
        catch (RpcException known) when (known.StatusCode == StatusCode.AlreadyExists)
        {
            Console.Out.WriteLine($"{service.Agency} is there already.");
        }

        return Exit.AllGood;
    }

    /// <returns>Who calls and what the agency is called, or what is wrong with the arguments.</returns>
    public static (Service? Service, string Name, string? Wrong) Read(IReadOnlyList<string> line)
    {
        var arguments = Arguments.Read(line, ["--name", .. Service.Options], [], takesFile: false);
        var name = arguments.Value("--name");
        if (name is null)
        {
            arguments.Fault("--name must be given");
        }

        return (Service.Read(arguments), name ?? "", arguments.Wrong);
    }
}
