using System.Reflection;
using Xunit.Sdk;

namespace BudgetCoaching.Storage.EventStoreDb.Tests;

/// <summary>A theory that is run where a server is named, and elsewhere says in the results that it was not.</summary>
public sealed class RealServerTheoryAttribute : TheoryAttribute
{
    public const string Setting = "BUDGETCOACHING_TEST_EVENTSTORE";

    public RealServerTheoryAttribute()
    {
        Skip = Connection is null ? $"{Setting} names no server: the contract was not tried on a real one." : null;
    }

    public static string? Connection => Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } text ? text : null;
}

/// <summary>The contract on a server that keeps what the tests write: their streams and ids are their own in each run.</summary>
public sealed class RealServerTests
{
    /// <summary>Every test of the contract with its arguments; one alone would skip them one by one.</summary>
    public static TheoryData<string, object[]> Promises
    {
        get
        {
            var promises = new TheoryData<string, object[]>();
            foreach (var test in typeof(RealServerContract).GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null))
            {
                foreach (var arguments in test.GetCustomAttributes<DataAttribute>().SelectMany(rows => rows.GetData(test)).DefaultIfEmpty([]))
                {
                    promises.Add(test.Name, arguments);
                }
            }

            return promises;
        }
    }

    [RealServerTheory]
    [MemberData(nameof(Promises), DisableDiscoveryEnumeration = true)]
    public async Task The_contract_holds_on_a_real_server(string promise, object[] arguments)
    {
        var contract = new RealServerContract(RealServerTheoryAttribute.Connection!);
        await contract.InitializeAsync();
        try
        {
            var test = typeof(RealServerContract).GetMethod(promise)!;
            if (test.Invoke(contract, Fitted(arguments, test.GetParameters())) is Task ending)
            {
                await ending;
            }
        }
        finally
        {
            await contract.DisposeAsync();
        }
    }

    /// <summary>What stands in one row is gathered for a last parameter that takes many.</summary>
    private static object[] Fitted(object[] arguments, ParameterInfo[] parameters)
    {
        var single = parameters.Length - 1;
        return single >= 0 && parameters[single].ParameterType == typeof(string[])
            ? [.. arguments[..single], arguments[single..].Cast<string>().ToArray()]
            : arguments;
    }

    private sealed class RealServerContract(string connection) : EventStoreDbContract
    {
        /// <summary>A server that was not told otherwise takes 1 MiB with everything around it.</summary>
        protected override int LargeEventBytes => 900 * 1024;

        protected override async Task<IEventStore> OpenAsync() => await Adapter.OpenAsync(connection);
    }
}
