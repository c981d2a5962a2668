using BudgetCoaching.Domain;

namespace BudgetCoaching.Events.Wire;

internal static class Spans
{
    public static V1.Span Of(DateSpan span)
    {
        var message = new V1.Span { StartDay = CivilDay.Of(span.Start) };
        if (span.End is { } end)
        {
            message.EndDay = CivilDay.Of(end);
        }

        return message;
    }

    public static DateSpan Read(V1.Span message) =>
        new(CivilDay.ToDate(message.StartDay), message.HasEndDay ? CivilDay.ToDate(message.EndDay) : null);
}
