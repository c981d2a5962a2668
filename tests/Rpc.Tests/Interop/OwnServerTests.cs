using Grpc.Net.Client;

namespace BudgetCoaching.Rpc.Tests.Interop;

/// <summary>The interoperability cases with this library on both sides, where what comes compressed can be seen on both.</summary>
public sealed class OwnServerTests
{
    [Theory]
    [MemberData(nameof(InteropCases.Names), MemberType = typeof(InteropCases))]
    public async Task Over_tls(string name)
    {
        using var certificate = new TestCertificate("localhost");
        await using var server = await InteropService.StartAsync(certificate);
        var gzip = new CountingGzip();
        var options = new GrpcChannelOptions
        {
            HttpHandler = certificate.NewHandler(), DisposeHttpClient = true, CompressionProviders = [gzip],
        };
        using var channel = GrpcChannel.ForAddress(server.Address, options);

        await new InteropCases(channel, gzip, compresses: true).RunAsync(name);

        server.Log.Errors.Should().BeEmpty();
    }
}
