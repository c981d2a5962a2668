using NodaTime;

namespace BudgetCoaching.Application.Disclosure;

/// <summary>The end of the register, to which the next entry is chained.</summary>
/// <param name="Number">0 for an empty register.</param>
/// <param name="Time">Microseconds since 1970-01-01.</param>
internal readonly record struct DisclosureTail(long Number, long Time, ReadOnlyMemory<byte> Hash)
{
    public static DisclosureTail Empty => new(0, 0, DisclosureChain.Genesis);

    public static DisclosureTail Of(RegisteredDisclosure entry) => new(entry.Number, Micros(entry.Time), entry.Hash);

    /// <summary>Times never go back, whatever the clock does.</summary>
    public RegisteredDisclosure Next(Disclosed what, Instant now)
    {
        var time = Math.Max(Time, Micros(now));
        return new RegisteredDisclosure(
            Number + 1, Instant.FromUnixTimeTicks(time * 10), what, DisclosureChain.Next(Hash.Span, Number + 1, time, what));
    }

    private static long Micros(Instant moment) => moment.ToUnixTimeTicks() / 10;
}
