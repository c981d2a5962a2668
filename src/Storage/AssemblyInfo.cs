using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BudgetCoaching.Storage.Tests")]
