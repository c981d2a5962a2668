namespace BudgetCoaching.Import;

/// <summary>How the program ends; the same numbers for every verb.</summary>
internal static class Exit
{
    /// <summary>Everything stands in the books, or everything agrees.</summary>
    public const int AllGood = 0;

    /// <summary>Rows were refused, or there are differences.</summary>
    public const int SomeNot = 1;

    public const int WrongUsage = 2;

    /// <summary>Could not read, connect or write.</summary>
    public const int CouldNot = 3;

    /// <summary>The service did not accept the credential, or does not let its caller do this.</summary>
    public const int NotAllowed = 4;
}
