namespace BudgetCoaching.Domain.Warnings;

/// <summary>The early warnings EW1 to EW7 (R30) and relapse (R29). Wire numbers: added, never changed.</summary>
public enum WarningKind
{
    Unspecified = 0,

    /// <summary>EW1: at the middle of a period less than half of what falls due in it is paid.</summary>
    HalfwayUnpaid = 1,

    /// <summary>EW2: money runs out before the next debt falls due.</summary>
    ShortfallAhead = 2,

    /// <summary>EW3: income fell.</summary>
    IncomeDrop = 3,

    /// <summary>EW4: promises in a row were not kept.</summary>
    UnkeptInARow = 4,

    /// <summary>EW5: an income entry ends or needs renewal.</summary>
    IncomeEnding = 5,

    /// <summary>EW6: a hosting ends and nothing is planned for the time after.</summary>
    HostingEnding = 6,

    /// <summary>EW7: nobody spoke with the household while its arrears grew.</summary>
    Silence = 7,

    /// <summary>R29: arrears are back after a time without.</summary>
    Relapse = 8,
}
