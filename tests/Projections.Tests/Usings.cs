global using static BudgetCoaching.Domain.Households.HouseholdEvent;
