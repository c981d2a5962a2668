using System.Runtime.CompilerServices;
using BudgetCoaching.Domain.Households;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Events.Tests;

public class FormatPageTests
{
    private static readonly string Page = File.ReadAllText(PathOf("docs/event-format.md"));

    [Fact]
    public void The_pages_sealed_text_is_what_is_stored()
    {
        using var seal = Samples.Key.CreateSeal(Samples.CountingNonces());
        var charge = Samples.HouseholdEvents.OfType<HouseholdEvent.ChargePosted>().Single();
        var stored = V1.ChargePosted.Parser.ParseFrom(EventCodec.Encode(charge, Samples.Place, seal).Bytes);
        Page.Should().Contain($"| `{Convert.ToHexStringLower(stored.Note.ToByteArray())}` |");
    }

    [Fact]
    public void The_pages_digest_is_that_of_the_key()
    {
        Page.Should().Contain($"| `{Convert.ToHexStringLower(Samples.Key.Digest("budgetcoaching.v1.PostChargeRequest", [1, 2, 3]))}` |");
    }

    [Fact]
    public void The_pages_event_id_is_that_of_the_request()
    {
        Page.Should().Contain($"| `{EventIds.Of("Household-0001", "aler-cremona", "request-1", 0)}` |");
    }

    [Fact]
    public void Values_of_enums_are_numbered_and_named_alike_in_domain_and_format()
    {
        var ours = typeof(HouseholdEvent).Assembly.GetTypes().Where(t => t is { IsEnum: true, IsPublic: true }).ToDictionary(t => t.Name);
        var stored = new[]
        {
            V1.CommonReflection.Descriptor, V1.HouseholdReflection.Descriptor, V1.BudgetReflection.Descriptor,
            V1.LedgerReflection.Descriptor, V1.PlansReflection.Descriptor, V1.ComplianceReflection.Descriptor,
            V1.AgencyReflection.Descriptor, V1.NoFaultReflection.Descriptor, V1.CoachingReflection.Descriptor,
        }.SelectMany(f => f.EnumTypes).ToList();
        stored.Count.Should().Be(25);
        foreach (var format in stored)
        {
            var domain = ours[format.Name];
            format.Values.Select(v => (v.Number, Plain(v))).Should().Equal(
                Enum.GetValues(domain).Cast<object>().Select(v => ((int)v, v.ToString()!.Replace("Unknown", "Unspecified"))));
        }
    }

    /// <summary><c>CHARGE_KIND_RENT</c> is <c>Rent</c>.</summary>
    private static string Plain(EnumValueDescriptor value)
    {
        var words = value.EnumDescriptor.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}");
        var prefix = string.Concat(words).ToUpperInvariant();
        value.Name.Should().StartWith(prefix + "_");
        return string.Concat(value.Name[(prefix.Length + 1)..].Split('_').Select(w => $"{w[0]}{w[1..].ToLowerInvariant()}"));
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", file);
}
