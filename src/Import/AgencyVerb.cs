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
            await new AgencyService.AgencyServiceClient(channel).CreateAgencyAsync(
                request, service.Headers, cancellationToken: cancel);
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
        var (arguments, wrong) = Arguments.Read(line, ["--name", .. Service.Options], [], takesFile: false);
        if (arguments is null || arguments.Value("--name") is not { } name)
        {
            return (null, "", wrong ?? "--name must be given");
        }

        var (service, wrongService) = Service.Read(arguments);
        return (service, name, wrongService);
    }
}
