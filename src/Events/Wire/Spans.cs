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
}
