using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BudgetCoaching.Api.Hosting;

/// <summary>Where the started service listens, with the ports it was given where it asked for any.</summary>
internal sealed class ListeningAddresses(IServer server)
{
    public string Grpc => At(0);

    public string Web => At(1);

    /// <summary>In the order in which they were configured.</summary>
    private string At(int index) => server.Features.Get<IServerAddressesFeature>()?.Addresses.ElementAtOrDefault(index) ?? "";
}
