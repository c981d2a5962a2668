using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Statements;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Checks and imports of financial statements as the contract shows them.</summary>
internal static class StatementAnswers
{
    public static V1.CheckFinancialStatementResponse ToWire(FinancialStatement statement)
    {
        var wire = new V1.CheckFinancialStatementResponse
        {
            Income = statement.Income.ToWire(),
            Outgoings = statement.Outgoings.ToWire(),
            Surplus = (statement.Income - statement.Outgoings).ToWire(),
        };
        wire.Differences.Add(statement.Differences().Select(sum => new V1.StatementDifference
        {
            Line = sum.Path,
            Stated = sum.Stated.ToWire(),
            Computed = sum.Computed.ToWire(),
            Difference = sum.Difference.ToWire(),
        }));
        if (statement.Persons is { } persons && persons.Total != persons.Computed)
        {
            wire.Differences.Add(new V1.StatementDifference
            {
                Line = StatementPersons.TotalPath, StatedPersons = persons.Total, ComputedPersons = persons.Computed,
            });
        }

        return wire;
    }

    /// <param name="state">The household after the import.</param>
    /// <param name="idOf">As the import was given it.</param>
    public static V1.ImportFinancialStatementResponse ToWire(HouseholdState state, Func<string, FactId> idOf)
    {
        var wire = new V1.ImportFinancialStatementResponse();
        foreach (var line in StatementLine.All)
        {
            var amount = state.Find(idOf(line.Path))?.Original switch
            {
                IncomeEntryRecorded income => income.Amount,
                ExpensePlanned expense => expense.Amount,
                _ => Money.Zero,
            };
            if (amount.IsPositive)
            {
                wire.Lines.Add(new V1.ImportedLine { Line = line.Path, FactId = idOf(line.Path).ToString(), Amount = amount.ToWire() });
            }
        }

        wire.EndedEntryIds.Add(state.Live<BudgetEntryEnded>()
            .Where(ended => ended.Id == idOf(ended.Entry.ToString()))
            .Select(ended => ended.Entry.ToString()));
        return wire;
    }
}
