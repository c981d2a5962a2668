using System.Text.Json;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Statements;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Reads a Standard Financial Statement, summary version 1.1, from JSON: figures only, and each to the cent (R7).</summary>
internal static class StatementJson
{
    public const int LengthMax = 65_536;

    private const int DepthMax = 16;

    /// <summary>More than any household.</summary>
    private const int PersonsMax = 100;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    /// <summary>Sums that a statement has wherever it has their part of the format.</summary>
    private static readonly string[] Sums =
    [
        FinancialStatement.OverviewIncome, FinancialStatement.OverviewOutgoings, FinancialStatement.Savings, FinancialStatement.AdminFee,
        FinancialStatement.ForPriority, FinancialStatement.ForOthers, FinancialStatement.IncomeTotal, FinancialStatement.FixedTotal,
        FinancialStatement.FlexibleTotal, FinancialStatement.OutgoingsTotal, FinancialStatement.PriorityTotal,
        FinancialStatement.OthersTotal,
    ];

    /// <summary>Null, with faults, for what is no such statement.</summary>
    public static FinancialStatement? Read(Fields fields, string name, string json)
    {
        if (json.Length is 0 or > LengthMax)
        {
            fields.Fault(name, $"is required: JSON of at most {LengthMax} characters", $"{json.Length} characters");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Read(fields.In(name), document.RootElement);
            }
        }
        catch (JsonException)
        {
            // Told below, without the text: it holds names.
        }

        fields.Fault(name, "must be a JSON object that names no member twice");
        return null;
    }

    private static FinancialStatement Read(Fields fields, JsonElement root)
    {
        var figures = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var path in StatementLine.All.Select(line => line.Path))
        {
            if (ReadFigure(fields, root, path, isRequired: true) is { } amount)
            {
                figures.Add(path, amount);
                if (amount.IsNegative)
                {
                    fields.Fault(path, "must not be below zero", $"{amount}");
                }
            }
        }

        foreach (var path in Sums)
        {
            var isRequired = path.StartsWith("monthly-", StringComparison.Ordinal) || root.TryGetProperty(path.Split('.')[0], out _);
            if (ReadFigure(fields, root, path, isRequired) is { } sum)
            {
                figures.Add(path, sum);
            }
        }

        return new FinancialStatement(figures, ReadDebts(fields, root), ReadPersons(fields, root));
    }

    /// <summary>Null where there is none, noted as a fault where there must be.</summary>
    private static Money? ReadFigure(Fields fields, JsonElement root, string path, bool isRequired)
    {
        var at = root;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                if (isRequired)
                {
                    fields.Fault(path, "is required: an amount");
                }

                return null;
            }
        }

        return ReadAmount(fields, path, at);
    }

    private static Money? ReadAmount(Fields fields, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var amount)
            && Math.Abs(amount) <= Bounds.AmountMax.Cents / 100m
            && decimal.Truncate(amount * 100) == amount * 100)
        {
            return new Money((long)(amount * 100));
        }

        fields.Fault(path, $"must be a number of whole cents of at most {Bounds.AmountMax}");
        return null;
    }

    private static ValueList<StatementDebt> ReadDebts(Fields fields, JsonElement root)
    {
        var debts = new List<StatementDebt>();
        if (root.TryGetProperty("debts", out var all) && all.ValueKind == JsonValueKind.Object)
        {
            ReadDebts(fields.In("debts"), all, "priority-debts", isPriority: true, debts);
            ReadDebts(fields.In("debts"), all, "non-priority-debts", isPriority: false, debts);
        }

        return [.. debts];
    }

    private static void ReadDebts(Fields fields, JsonElement all, string name, bool isPriority, List<StatementDebt> debts)
    {
        if (!all.TryGetProperty(name, out var list))
        {
            return;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > FinancialStatement.DebtsMax)
        {
            fields.Fault(name, $"must be a list of at most {FinancialStatement.DebtsMax} debts");
            return;
        }

        var index = 0;
        foreach (var debt in list.EnumerateArray())
        {
            var inside = fields.At(name, index++);
            var owed = ReadFigure(inside, debt, "amount-owed", isRequired: true);
            var offer = ReadFigure(inside, debt, "repayment-offer", isRequired: false);
            debts.Add(new StatementDebt("", owed ?? default, offer ?? default, isPriority));
        }
    }

    /// <summary>Null where the statement does not say how many they are.</summary>
    private static StatementPersons? ReadPersons(Fields fields, JsonElement root)
    {
        if (!root.TryGetProperty(StatementPersons.TotalPath, out _))
        {
            return null;
        }

        return new StatementPersons(
            root.TryGetProperty("is-joint-application", out var joint) && joint.ValueKind == JsonValueKind.True,
            Count("dependent-children-under-16"),
            Count("dependent-children-16-18"),
            Count("other-dependents"),
            Count("non-dependents"),
            Count(StatementPersons.TotalPath));

        int Count(string name)
        {
            if (!root.TryGetProperty(name, out var value))
            {
                return 0;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= PersonsMax)
            {
                return count;
            }

            fields.Fault(name, $"must be a whole number of at most {PersonsMax}");
            return 0;
        }
    }
}
