using BudgetCoaching.Domain;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Api.Access;

/// <summary>What a call does to what it names.</summary>
internal enum Doing
{
    /// <summary>Neither reads nor writes a household.</summary>
    Books = 0,

    /// <summary>Tells something of one household, or of each one listed: it is entered among the disclosures.</summary>
    Read = 1,

    /// <summary>Appends to a household.</summary>
    Write = 2,

    /// <summary>Tells something of households that are found while it is answered: it enters each of them itself, before it is told.</summary>
    ReadEach = 3,
}

/// <summary>Who may make one call of the contract, and where its request says about whom it is.</summary>
/// <param name="Method">Full name, <c>/package.Service/Method</c>.</param>
/// <param name="Request">By it a row of a bulk import is judged as the call that it stands for.</param>
/// <param name="Part">To which part of a file an integrator needs a consent; of <see cref="Domain.Households.ConsentParts"/>.</param>
/// <param name="Resource">The field with the name of a household or an agency, or of something of theirs; null: there is none.</param>
internal sealed record Permission(
    string Method, MessageDescriptor Request, FieldDescriptor? Resource, Roles Roles, Doing Doing, string Part)
{
    /// <summary>The service and method without the package.</summary>
    public string ShortName { get; } = Method[(Method.LastIndexOf('.') + 1)..];

    /// <summary>What the request is about.</summary>
    public Subject SubjectOf(IMessage request) => Resource is null
        ? default
        : Subject.Of((string)Resource.Accessor.GetValue(request));
}

/// <summary>A household or an agency that a request names; neither where the name cannot be read.</summary>
internal readonly record struct Subject(HouseholdId? Household, AgencyId? Agency)
{
    public static Subject Of(string name)
    {
        var parts = name.Split('/');
        return parts switch
        {
            ["households", var id, ..] when Guid.TryParseExact(id, "D", out var household) => new(new HouseholdId(household), null),
            ["agencies", var id, ..] when Slug.IsValid(id) => new(null, new AgencyId(id)),
            [var id] when Slug.IsValid(id) => new(null, new AgencyId(id)),
            _ => default,
        };
    }
}
