using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Statements;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Writes a Standard Financial Statement, summary version 1.1, as JSON; what the books do not say is left empty.</summary>
internal static class StatementWriting
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    /// <param name="statement">As the books tell it.</param>
    /// <param name="client">What stands for the household.</param>
    public static string Write(FinancialStatement statement, string client)
    {
        using var into = new MemoryStream();
        using (var json = new Utf8JsonWriter(into, Options))
        {
            json.WriteStartObject();
            WriteClient(json, statement.Persons ?? new StatementPersons(false, 0, 0, 0, 0, 1), client);
            WriteFigures(json, statement, "overview");
            WriteFigures(json, statement, "monthly-income");
            json.WriteStartObject("monthly-outgoings");
            WriteFigures(json, statement, "monthly-outgoings.fixed-costs");
            WriteFigures(json, statement, "monthly-outgoings.flexible-costs");
            json.WriteNumber("total-monthly-outgoings", Amount(statement.Figures[FinancialStatement.OutgoingsTotal]));
            json.WriteEndObject();
            json.WriteStartObject("confirmations");
            json.WriteBoolean("asset-use-considered", false);
            json.WriteBoolean("savings-contribution-considered", false);
            json.WriteEndObject();
            WriteDebts(json, statement);
            json.WriteStartArray("notes");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(into.GetBuffer(), 0, (int)into.Length);
    }

    private static void WriteClient(Utf8JsonWriter json, StatementPersons persons, string client)
    {
        json.WriteString("client-name", client);
        json.WriteString("client-date-of-birth", "");
        json.WriteBoolean("is-joint-application", persons.Partner);
        json.WriteString("client-address", "");
        json.WriteNumber("dependent-children-under-16", persons.Under16);
        json.WriteNumber("dependent-children-16-18", persons.From16To18);
        json.WriteNumber("other-dependents", persons.OtherDependants);
        json.WriteNumber("non-dependents", persons.NonDependants);
        json.WriteNumber(StatementPersons.TotalPath, persons.Total);
        json.WriteNumber("vehicles", 0);
        json.WriteString("housing-tenure", "Tenant - social");
        json.WriteStartArray("client-employment-status");
        json.WriteStringValue("Other");
        json.WriteEndArray();
    }

    /// <summary>Lines and sums of one part, in the order in which the books made them: lines first.</summary>
    private static void WriteFigures(Utf8JsonWriter json, FinancialStatement statement, string part)
    {
        json.WriteStartObject(part[(part.LastIndexOf('.') + 1)..]);
        foreach (var (path, figure) in statement.Figures)
        {
            if (path.LastIndexOf('.') == part.Length && path.StartsWith(part, StringComparison.Ordinal))
            {
                json.WriteNumber(path[(part.Length + 1)..], Amount(figure));
            }
        }

        json.WriteEndObject();
    }

    private static void WriteDebts(Utf8JsonWriter json, FinancialStatement statement)
    {
        json.WriteStartObject("debts");
        foreach (var (list, total, isPriority) in new[]
        {
            ("priority-debts", FinancialStatement.PriorityTotal, true), ("non-priority-debts", FinancialStatement.OthersTotal, false),
        })
        {
            json.WriteStartArray(list);
            foreach (var debt in statement.Debts.Where(debt => debt.IsPriority == isPriority))
            {
                json.WriteStartObject();
                json.WriteString("creditor", debt.Creditor);
                json.WriteNumber("amount-owed", Amount(debt.Owed));
                json.WriteNumber("repayment-offer", Amount(debt.Offer));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber(total["debts.".Length..], Amount(statement.Figures[total]));
        }

        json.WriteEndObject();
    }

    private static decimal Amount(Money figure) => figure.Cents / 100m;
}
