using System.Collections.Immutable;
using System.Reflection;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace BudgetCoaching.Events.Tests;

/// <summary>
/// Arbitrary events of every kind, read off the records' constructors: a kind or field added to the Domain is generated at once, and the
/// round trip fails until the codec knows it.
/// </summary>
internal static class AnyEvents
{
    private const int LongestList = 3;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<Type> HouseholdKinds { get; } = KindsOf(typeof(HouseholdEvent));

    public static IReadOnlyList<Type> AgencyKinds { get; } = KindsOf(typeof(AgencyEvent));

    public static Arbitrary<HouseholdEvent> Household => Arb.From(OneOf<HouseholdEvent>(HouseholdKinds));

    public static Arbitrary<AgencyEvent> Agency => Arb.From(OneOf<AgencyEvent>(AgencyKinds));

    private static Type[] KindsOf(Type set) => [.. set.GetNestedTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(set))];

    private static Gen<T> OneOf<T>(IReadOnlyList<Type> kinds) => Gen.OneOf(kinds.Select(k => Of(k).Select(e => (T)e!)));

    private static Gen<object?> Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return OrNull(Of(inner));
        }

        if (type.IsEnum)
        {
            return Gen.Elements(Enum.GetValues(type).Cast<object?>());
        }

        return type switch
        {
            _ when type == typeof(Guid) => Gen.Choose(0, int.MaxValue).Select(i => (object?)EventIds.NameBased(Guid.Empty, $"{i}")),
            _ when type == typeof(LocalDate) => Gen.Choose(-60_000, 80_000).Select(d => (object?)new LocalDate(1970, 1, 1).PlusDays(d)),
            _ when type == typeof(Money) => Gen.OneOf(
                Gen.Choose(-1_000, 1_000_000).Select(c => (object?)new Money(c)),
                Gen.Elements(long.MinValue, long.MaxValue, 0).Select(c => (object?)new Money(c))),
            _ when type == typeof(int) =>
                Gen.OneOf(Gen.Choose(-5, 2_000_000), Gen.Elements(int.MinValue, int.MaxValue)).Select(i => (object?)i),
            _ when type == typeof(bool) => Gen.Elements<object?>(true, false),
            _ when type == typeof(string) => Gen.Elements<object?>("", "a", "rent-2026.03", "perché", "🏠", new string('x', 300)),
            _ when type == typeof(PersonalText) => Of(typeof(string)).Select(words => (object?)new PersonalText((string)words!)),
            _ when type == typeof(HouseholdEvent.Fact) => Gen.OneOf(HouseholdKinds.Where(k => k.IsAssignableTo(type)).Select(Of)),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) => ListOf(type.GetGenericArguments()[0]),
            _ => Constructed(type.GetConstructors().MaxBy(c => c.GetParameters().Length)!),
        };
    }

    private static Gen<object?> OrNull(Gen<object?> some) => Gen.Frequency((1, Gen.Constant<object?>(null)), (4, some));

    private static Gen<object?> ListOf(Type item)
    {
        var build = typeof(AnyEvents).GetMethod(nameof(Listed), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item);
        return Gen.Choose(0, LongestList).SelectMany(n => Of(item).ListOf(n)).Select(items => build.Invoke(null, [items]));
    }

    private static ValueList<T> Listed<T>(IList<object?> items) => new([.. items.Cast<T>()]);

    private static Gen<object?> Constructed(ConstructorInfo constructor)
    {
        var arguments = Gen.Constant(ImmutableList<object?>.Empty);
        foreach (var parameter in constructor.GetParameters())
        {
            var value = Of(parameter.ParameterType);
            if (!parameter.ParameterType.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.Nullable)
            {
                value = OrNull(value);
            }

            arguments = arguments.SelectMany(soFar => value.Select(soFar.Add));
        }

        return arguments.Select(values => (object?)constructor.Invoke([.. values]));
    }
}
