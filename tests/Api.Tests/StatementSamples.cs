namespace BudgetCoaching.Api.Tests;

/// <summary>Standard Financial Statements, summary version 1.1.</summary>
internal static class StatementSamples
{
    /// <summary>Case W4: the fixed costs add to 1,654.85, and what is left for non-priority debts to 134.59.</summary>
    public const string W4 =
        """
        {
          "client-name": "Mario Rossi", "client-date-of-birth": "1970-01-31T00:00:00+00:00", "is-joint-application": true,
          "client-address": "via Roma 12", "dependent-children-under-16": 1, "dependent-children-16-18": 1, "other-dependents": 3,
          "non-dependents": 0, "total-number-in-household": 7, "vehicles": 1, "housing-tenure": "Owner",
          "client-employment-status": ["Full-time"],
          "overview": {
            "total-monthly-income": 3157.67, "total-monthly-outgoings": 2972.08, "savings-contribution": 18, "debt-admin-fee": 0,
            "total-available-for-priority-debts": 167.59, "total-available-for-non-priority-debts": 157.59
          },
          "monthly-income": {
            "total-earnings": 3000, "total-benefits": 112.67, "total-pensions": 0, "total-other-income": 45.00,
            "total-monthly-income": 3157.67
          },
          "monthly-outgoings": {
            "fixed-costs": {
              "rent": 0, "mortgage": 650.50, "secured-loans": 120.52, "council-tax-rates": 75.90, "other-home-contents": 147.00,
              "gas": 37.50, "electricity": 22.00, "other-utilities": 42.68, "total-water": 16.67, "total-care-health": 0,
              "total-transport-travel": 172.08, "total-school": 10.00, "total-pensions-insurances": 240.00, "total-professional": 0,
              "total-other-essential": 120, "total-fixed-costs": 2009.59
            },
            "flexible-costs": {
              "total-communications-leisure": 95.00, "total-food-housekeeping": 788.33, "total-personal": 79.16,
              "total-flexible-costs": 962.49
            },
            "total-monthly-outgoings": 2972.08
          },
          "debts": {
            "priority-debts": [
              {"creditor": "Uno", "amount-owed": 500.00, "repayment-offer": 10},
              {"creditor": "Due", "amount-owed": 1250.00, "repayment-offer": 12},
              {"creditor": "Tre", "amount-owed": 720, "repayment-offer": 11}
            ],
            "total-priority-debts": 2470.00,
            "non-priority-debts": [{"creditor": "Quattro", "amount-owed": 1250, "repayment-offer": 0, "ccj": true}],
            "total-non-priority-debts": 1250.00
          },
          "notes": ["Income: by the hour"]
        }
        """;

    /// <summary>The same with its sums put right.</summary>
    public static string Right => W4
        .Replace("2009.59", "1654.85", StringComparison.Ordinal)
        .Replace("2972.08", "2617.34", StringComparison.Ordinal)
        .Replace("167.59", "522.33", StringComparison.Ordinal)
        .Replace("157.59", "489.33", StringComparison.Ordinal);
}
