namespace BudgetCoaching.Import;

/// <summary>Why a row is refused before it is sent; docs/import.md says when.</summary>
internal static class LocalCodes
{
    public const string ValueMissing = "VALUE_MISSING";
    public const string DateUnreadable = "DATE_UNREADABLE";
    public const string AmountUnreadable = "AMOUNT_UNREADABLE";
    public const string AmountNegative = "AMOUNT_NEGATIVE";
    public const string NumberUnreadable = "NUMBER_UNREADABLE";
    public const string ChoiceUnknown = "CHOICE_UNKNOWN";
    public const string TextUnreadable = "TEXT_UNREADABLE";
    public const string CurrencyOther = "CURRENCY_OTHER";
    public const string LinesTooMany = "LINES_TOO_MANY";
    public const string RowCut = "ROW_CUT";
    public const string QuotesWrong = "QUOTES_WRONG";
    public const string ColumnsWrong = "COLUMNS_WRONG";
}
