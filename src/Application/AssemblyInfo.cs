using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BudgetCoaching.Application.Tests")]
