namespace BudgetCoaching.Nodes.Tests;

/// <summary>One set of nodes for all tests, which use them one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class NodesCollection : ICollectionFixture<ThreeNodes>
{
    public const string Name = "Three nodes";
}
