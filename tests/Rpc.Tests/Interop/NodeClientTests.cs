namespace BudgetCoaching.Rpc.Tests.Interop;

/// <summary>The interoperability cases, with grpc-js as the client and this library as the server.</summary>
public sealed class NodeClientTests(NodeClientTests.Runs runs) : IClassFixture<NodeClientTests.Runs>
{
    [Theory]
    [MemberData(nameof(InteropCases.Names), MemberType = typeof(InteropCases))]
    public void Without_tls(string name) => runs.Plain.Should().ContainSingle(line => line.Contains(name)).Which.Should().Be($"ok {name}");

    [Theory]
    [MemberData(nameof(InteropCases.Names), MemberType = typeof(InteropCases))]
    public void Over_tls(string name) => runs.Secure.Should().ContainSingle(line => line.Contains(name)).Which.Should().Be($"ok {name}");

    [Fact]
    public void The_server_logs_no_error() => runs.Errors.Should().BeEmpty();

    public sealed class Runs : IAsyncLifetime
    {
        private readonly TestCertificate certificate = new("localhost");

        public IReadOnlyList<string> Plain { get; private set; } = [];

        public IReadOnlyList<string> Secure { get; private set; } = [];

        public IReadOnlyList<string> Errors { get; private set; } = [];

        public async Task InitializeAsync()
        {
            await using var plain = await InteropService.StartAsync(null);
            await using var secure = await InteropService.StartAsync(certificate);
            Plain = await Foreign.RunAsync("interop-client.mjs", new Uri(plain.Address).Authority);
            Secure = await Foreign.RunAsync("interop-client.mjs", new Uri(secure.Address).Authority, certificate.Folder.FullName);
            Errors = [.. plain.Log.Errors, .. secure.Log.Errors];
        }

        public Task DisposeAsync()
        {
            certificate.Dispose();
            return Task.CompletedTask;
        }
    }
}
