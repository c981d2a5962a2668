using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Domain.Statements;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>
/// Takes a household's month over from a Standard Financial Statement: every line above zero becomes a monthly income entry or planned
/// expense, all of them or none. The format knows no days, so that all fall on one until they are corrected with the family.
/// </summary>
/// <param name="Date">Day of the declaration.</param>
/// <param name="First">The first occurrence of every line.</param>
/// <param name="ReplacesBudget">Entries that run are ended on the day; without it they are in the way.</param>
/// <param name="IdOf">Of what a line becomes, by its path, and of the end of an entry, by its id: the same for the same name.</param>
public sealed record ImportStatement(
    LocalDate Date, LocalDate First, FinancialStatement Statement, bool ReplacesBudget, Func<string, FactId> IdOf)
{
    /// <summary>
    /// In this order: the household is enrolled and open (R9); the days; the statement adds up; no entry runs that would be counted twice;
    /// it has a line above zero; the facts, by their own rules.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, ImportStatement command, AgencyState agency, Today today)
    {
        var refusal = Recording.NotEnrolled(state)
            ?? Recording.Closed(state)
            ?? Conditions.Past(command.Date, today, "import_date")
            ?? Conditions.Day(command.First, "first_date")
            ?? CheckSums(command.Statement);
        if (refusal is not null)
        {
            return refusal;
        }

        var running = Running(state, command.Date);
        var facts = new List<HouseholdEvent>();
        if (command.ReplacesBudget)
        {
            facts.AddRange(running.Select(entry => new BudgetEntryEnded(command.IdOf(entry.ToString()), command.Date, entry)));
        }
        else if (running.Count > 0)
        {
            return new Refusal(
                Reasons.BudgetRunning,
                $"{running.Count} entries of the household's budget run: replace them, or end them first.",
                [new RefusalDetail("count", FormattableString.Invariant($"{running.Count}"))]);
        }

        facts.AddRange(StatementLine.All
            .Where(line => command.Statement[line].IsPositive)
            .Select(line => Entry(command, line)));
        return Recorded(state, facts, agency, today);
    }

    /// <summary>What a line above zero becomes.</summary>
    private static Fact Entry(ImportStatement command, StatementLine line)
    {
        var recurrence = new Recurrence(Frequency.Monthly, command.First, Last: null);
        var amount = command.Statement[line];
        return line.IsIncome
            ? new IncomeEntryRecorded(
                command.IdOf(line.Path),
                command.Date,
                line.Source,
                amount,
                recurrence,
                line.Source == IncomeSource.Other ? Reliability.Likely : Reliability.Certain,
                Earner: null,
                Note: null)
            : new ExpensePlanned(command.IdOf(line.Path), command.Date, line.Category, line.Need, amount, recurrence, Note: null);
    }

    private static Decision<HouseholdEvent> Recorded(
        HouseholdState state, List<HouseholdEvent> facts, AgencyState agency, Today today)
    {
        if (!facts.Exists(fact => fact is IncomeEntryRecorded or ExpensePlanned))
        {
            return Conditions.At(Reasons.ListEmpty, "statement_json", "The statement has no line above zero.");
        }

        var added = new List<HouseholdEvent>(facts.Count);
        foreach (var fact in facts)
        {
            switch (Recording.Record(state, (Fact)fact, agency, today))
            {
                case Decision<HouseholdEvent>.Refused refused:
                    return refused;
                case Decision<HouseholdEvent>.Accepted { Events.Count: > 0 }:
                    added.Add(fact);
                    break;
                default:
                    break;
            }
        }

        return new Decision<HouseholdEvent>.Accepted([.. added]);
    }

    private static List<FactId> Running(HouseholdState state, LocalDate date)
        => [.. HouseholdBudget.Entries(state.Facts(), date)
            .Where(entry => entry.Recurrence.Frequency == Frequency.OneOff
                ? entry.Recurrence.First >= date
                : entry.Recurrence.Last is not { } last || last >= date)
            .Select(entry => entry.Id)];

    /// <summary>Each sum that differs is a part of the refusal, by its path in the statement.</summary>
    private static Refusal? CheckSums(FinancialStatement statement)
    {
        var wrong = statement.Differences()
            .Select(sum => new RefusalDetail(
                sum.Path, $"says {sum.Stated} where its parts come to {sum.Computed}: the difference is {sum.Difference}"))
            .ToList();
        if (statement.Persons is { } persons && persons.Total != persons.Computed)
        {
            wrong.Add(new RefusalDetail(
                StatementPersons.TotalPath,
                FormattableString.Invariant($"says {persons.Total} where its parts come to {persons.Computed}")));
        }

        return wrong.Count == 0
            ? null
            : new Refusal(Reasons.StatementSumDiffers, $"{wrong.Count} sums of the statement do not add up.", [.. wrong]);
    }
}
