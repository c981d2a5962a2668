namespace BudgetCoaching.Api.Access;

/// <summary>What a verified caller may act as. A call is judged by one of them (docs/access.md).</summary>
[Flags]
internal enum Roles
{
    None = 0,

    /// <summary>Accompanies households: reads and writes those that it may see.</summary>
    Consultant = 1,

    /// <summary>Reads and writes all of the agency's households, approves, closes and has households forgotten.</summary>
    Supervisor = 2,

    /// <summary>A landlord's or administrator's system: brings charges and payments, and reads what a consent lets it.</summary>
    Integrator = 4,

    /// <summary>Reads everything of the agency, and who read what; writes nothing.</summary>
    Auditor = 8,

    /// <summary>As a supervisor, and alone sees where a protected household lives.</summary>
    Protection = 16,

    /// <summary>Keeps the agency's books and keys; sees no household.</summary>
    Administrator = 32,

    /// <summary>Those who work with families.</summary>
    Staff = Consultant | Supervisor | Protection,
}

/// <summary>Roles as they are written in tokens, keys, certificates and events.</summary>
internal static class RoleNames
{
    private static readonly (string Name, Roles Role)[] All =
    [
        ("consultant", Roles.Consultant),
        ("supervisor", Roles.Supervisor),
        ("integrator", Roles.Integrator),
        ("auditor", Roles.Auditor),
        ("protection", Roles.Protection),
        ("administrator", Roles.Administrator),
    ];

    public static IEnumerable<string> Names => All.Select(role => role.Name);

    /// <summary><see cref="Roles.None"/> for a word that is no role.</summary>
    public static Roles Of(string name)
    {
        foreach (var (known, role) in All)
        {
            if (known == name)
            {
                return role;
            }
        }

        return Roles.None;
    }
}
