using System.Runtime.CompilerServices;
using Grpc.Core;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>
/// The committed list src/Rpc/api.txt is the public surface: what the official packages would have to offer, and what must not
/// change unnoticed.
/// </summary>
public sealed class ApiTests
{
    [Fact]
    public void The_public_surface_is_the_committed_one()
    {
        var actual = ApiText.Of(typeof(RpcException).Assembly);
        var received = Path.Combine(AppContext.BaseDirectory, "api.txt");
        File.WriteAllLines(received, actual);

        var committed = File.ReadAllLines(Path.Combine(Source(), "api.txt"));

        actual.Except(committed, StringComparer.Ordinal).Should().BeEmpty("nothing is added unnoticed (the list as it is: {0})", received);
        committed.Except(actual, StringComparer.Ordinal).Should().BeEmpty("nothing is lost unnoticed (the list as it is: {0})", received);
    }

    private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Rpc");
}
