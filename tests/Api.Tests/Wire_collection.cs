namespace BudgetCoaching.Api.Tests;

/// <summary>One running service for the tests of every call: each test has a household or an agency of its own.</summary>
[CollectionDefinition(Name)]
public sealed class Wire_collection : ICollectionFixture<RunningService>
{
    public const string Name = "Over the wire";
}
