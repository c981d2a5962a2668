using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BudgetCoaching.Storage.Tests")]

// Raw SQLite, the limit the log is measured against, goes through the same thin layer.
[assembly: InternalsVisibleTo("BudgetCoaching.Bench")]
