using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("BudgetCoaching.Projections.Tests")]
