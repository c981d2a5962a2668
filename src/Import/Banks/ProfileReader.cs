using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BudgetCoaching.V1;

namespace BudgetCoaching.Import.Banks;

/// <summary>Reads a profile and judges all of it at once.</summary>
internal static partial class ProfileReader
{
    private const int LinesBeforeMax = 100;

    private static readonly string[] Encodings = ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1250", "windows-1252"];

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
    };

    /// <returns>The profile, or null and what is wrong with it, one sentence each.</returns>
    public static (BankProfile? Profile, IReadOnlyList<string> Faults) Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, ["must be an object"]);
            }

            var faults = new List<string>();
            var profile = Read(new ProfileFields(document.RootElement, "", faults));
            return faults.Count == 0 ? (profile, faults) : (null, faults);
        }
        catch (JsonException unreadable)
        {
            return (null, [$"is no JSON: {unreadable.Message}"]);
        }
    }

    private static BankProfile Read(ProfileFields fields)
    {
        var profile = new BankProfile
        {
            Separator = Separator(fields),
            Encoding = EncodingOf(fields),
            HasHeader = fields.Flag("header", absent: true),
            LinesBefore = fields.Number("linesBefore", LinesBeforeMax),
            Currency = Currency(fields),
            Amounts = Amounts(fields),
            Dates = Dates(fields),
            Columns = Columns(fields),
            Amount = Amount(fields),
            Income = Codes(fields, "income", "source", Source),
            Expenses = Codes(fields, "expenses", "spending", SpendingOf),
            Opening = Opening(fields),
            Label = fields.Text("label") ?? "",
        };
        fields.End();
        return profile;
    }

    private static char Separator(ProfileFields fields)
    {
        var separator = fields.Sign("separator");
        if (separator is '"' or > '\u007F')
        {
            fields.Fault("separator", "must be one sign such as ; or , or a tab");
        }

        return separator ?? ';';
    }

    private static Encoding EncodingOf(ProfileFields fields)
    {
        var name = fields.Text("encoding") ?? "utf-8";
        if (!Encodings.Contains(name, StringComparer.Ordinal))
        {
            fields.Fault("encoding", $"must be one of {string.Join(", ", Encodings)}");
            return Encoding.UTF8;
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
    }

    private static string Currency(ProfileFields fields)
    {
        var code = fields.Required("currency");
        if (code.Length > 0 && !CurrencyCode().IsMatch(code))
        {
            fields.Fault("currency", "must be a code of three letters such as EUR");
        }

        return code;
    }

    private static AmountFormat Amounts(ProfileFields fields)
    {
        var format = new AmountFormat(fields.Sign("decimalSign") ?? '.', fields.Sign("thousandsSign"));
        if (format.DecimalSign == format.ThousandsSign)
        {
            fields.Fault("thousandsSign", "must differ from decimalSign");
        }

        return format;
    }

    private static IReadOnlyList<string> Dates(ProfileFields fields)
    {
        var formats = fields.RequiredTexts("dates");
        foreach (var format in formats.Where(format => !DateFormat().IsMatch(format)))
        {
            fields.Fault("dates", $"has '{format}', which must have dd, MM and yyyy or yy once each, with - / . or blanks between");
        }

        return formats;
    }

    private static StatementColumns Columns(ProfileFields fields)
    {
        if (fields.RequiredObject("columns") is not { } columns)
        {
            return new StatementColumns([], "", null, null, null, null, null);
        }

        var read = new StatementColumns(
            columns.RequiredTexts("id"),
            columns.Required("date"),
            columns.Text("household"),
            columns.Text("account"),
            columns.Text("balance"),
            columns.Text("note"),
            columns.Text("currency"));
        columns.End();
        return read;
    }

    private static AmountRule Amount(ProfileFields fields)
    {
        if (fields.RequiredObject("amount") is not { } amount)
        {
            return new AmountRule.Signed("");
        }

        AmountRule rule;
        if (amount.Has("inColumn") || amount.Has("outColumn"))
        {
            rule = new AmountRule.Split(amount.Required("inColumn"), amount.Required("outColumn"));
        }
        else if (amount.Has("codeColumn"))
        {
            rule = Coded(amount);
        }
        else
        {
            rule = new AmountRule.Signed(amount.Required("column"));
        }

        amount.End();
        return rule;
    }

    private static AmountRule.Coded Coded(ProfileFields amount)
    {
        var rule = new AmountRule.Coded(
            amount.Required("column"),
            amount.Required("codeColumn"),
            amount.RequiredTexts("in").ToHashSet(StringComparer.Ordinal),
            amount.RequiredTexts("out").ToHashSet(StringComparer.Ordinal));
        foreach (var both in rule.In.Where(rule.Out.Contains))
        {
            amount.Fault("out", $"has '{both}', which is among those of money in");
        }

        return rule;
    }

    private static CodeList? Opening(ProfileFields fields)
    {
        if (fields.Object("opening") is not { } opening)
        {
            return null;
        }

        var list = new CodeList(opening.Required("column"), opening.RequiredTexts("codes").ToHashSet(StringComparer.Ordinal));
        opening.End();
        return list;
    }

    private static CodeRule<T> Codes<T>(ProfileFields fields, string name, string meaning, Func<ProfileFields, string, T?> read)
        where T : struct
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        if (fields.RequiredObject(name) is not { } rule)
        {
            return new CodeRule<T>([], found, null);
        }

        var columns = rule.Texts("columns");
        var codes = rule.Object("codes");
        foreach (var code in codes?.Names() ?? [])
        {
            if (read(codes!, code) is { } value)
            {
                found.Add(code, value);
            }
        }

        if (columns.Count == 0 != (codes is null))
        {
            rule.Fault("columns", "and codes must be given together");
        }

        var fallback = rule.Has("default") ? read(rule, "default") : null;
        if (codes is null && !rule.Has("default"))
        {
            rule.Fault("default", $"is required where there are no codes: every line needs a {meaning}");
        }

        rule.End();
        return new CodeRule<T>(columns, found, fallback);
    }

    private static IncomeSource? Source(ProfileFields fields, string name)
    {
        var source = fields.Text(name);
        var index = source is null ? -1 : Array.IndexOf(Words.Sources, source);
        if (source is not null && index < 0)
        {
            fields.Fault(name, $"must be one of {string.Join(", ", Words.Sources)}");
        }

        return index < 0 ? null : (IncomeSource)(index + 1);
    }

    private static Spending? SpendingOf(ProfileFields fields, string name)
    {
        if (fields.Object(name) is not { } spending)
        {
            return null;
        }

        var category = spending.Required("category");
        if (category.Length > 0 && !Words.IsSlug(category))
        {
            spending.Fault("category", Words.SlugForm);
        }

        var need = spending.Required("need");
        var index = Array.IndexOf(Words.Needs, need);
        if (need.Length > 0 && index < 0)
        {
            spending.Fault("need", $"must be one of {string.Join(", ", Words.Needs)}");
        }

        spending.End();
        return new Spending(category, (NeedClass)(index + 1));
    }

    [GeneratedRegex("^[A-Z]{3}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CurrencyCode();

    /// <summary>Each of day, month and year once.</summary>
    [GeneratedRegex(
        "^(?=[^d]*dd?[^d]*$)(?=[^M]*MM?[^M]*$)(?=[^y]*yy(yy)?[^y]*$)[dMy/. -]+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateFormat();
}
