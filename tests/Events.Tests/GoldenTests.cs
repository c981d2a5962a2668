using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace BudgetCoaching.Events.Tests;

/// <summary>
/// The stored bytes of every kind, as files: what was written once must be read for ever. To add those of a new kind, run once with
/// <c>GOLDEN_WRITE=1</c>; a file that is already there is never rewritten.
/// </summary>
public class GoldenTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Kinds => [.. EventNames.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_stored_bytes_of_a_kind_never_change(string kind)
    {
        var (stored, place) = Encoded(kind);
        Held(kind + ".bin", stored.Bytes).Should().Equal(stored.Bytes);
        Encoding.UTF8.GetString(Held(kind + ".json", Encoding.UTF8.GetBytes(Json(stored, place)))).Should().Be(Json(stored, place));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_stored_is_read_as_it_was_recorded(string kind)
    {
        var (stored, place) = Encoded(kind);
        var held = File.ReadAllBytes(PathOf(kind + ".bin"));
        using var seal = Samples.Key.CreateSeal();
        if (place == Samples.AgencyPlace)
        {
            AgencyEventCodec.Decode(stored.Name, held).Should().Be(
                Samples.AgencyEvents.Single(e => AgencyEventCodec.NameOf(e) == stored.Name));
        }
        else
        {
            EventCodec.Decode(stored.Name, held, place, seal).Should().Be(
                Samples.HouseholdEvents.Single(e => EventCodec.NameOf(e) == stored.Name));
        }
    }

    /// <summary>What got fields later is held beside the files of before, which are read for ever.</summary>
    [Fact]
    public void Fields_that_came_later_are_held_beside_and_read_back()
    {
        foreach (var (file, happened) in Samples.Extended)
        {
            using var seal = Samples.Key.CreateSeal(Samples.CountingNonces());
            var stored = EventCodec.Encode(happened, Samples.Place, seal);
            Held(file + ".bin", stored.Bytes).Should().Equal(stored.Bytes);
            Encoding.UTF8.GetString(Held(file + ".json", Encoding.UTF8.GetBytes(Json(stored, Samples.Place))))
                .Should().Be(Json(stored, Samples.Place));
            EventCodec.Decode(stored.Name, File.ReadAllBytes(PathOf(file + ".bin")), Samples.Place, seal).Should().Be(happened);
        }

        foreach (var (name, set) in new[] { Samples.ExtendedSet, Samples.ConsentSet, Samples.HostingSet })
        {
            var published = AgencyEventCodec.Encode(set);
            Held(name + ".bin", published.Bytes).Should().Equal(published.Bytes);
            Encoding.UTF8.GetString(Held(name + ".json", Encoding.UTF8.GetBytes(Json(published, Samples.AgencyPlace))))
                .Should().Be(Json(published, Samples.AgencyPlace));
            AgencyEventCodec.Decode(published.Name, File.ReadAllBytes(PathOf(name + ".bin"))).Should().Be(set);
        }
    }

    [Fact]
    public void The_stored_bytes_of_a_meta_never_change()
    {
        var stored = MetaCodec.Encode(Samples.Origin);
        Held("Meta.bin", stored).Should().Equal(stored);
    }

    [Fact]
    public void There_is_no_file_of_a_kind_that_is_gone()
    {
        Directory.GetFiles(PathOf("")).Select(file => Path.GetFileName(file).Split('.')[0]).Distinct()
            .Should().BeEquivalentTo([.. EventNames.All, "Meta"]);
    }

    private static (EncodedEvent Stored, EventPlace Place) Encoded(string kind)
    {
        using var seal = Samples.Key.CreateSeal(Samples.CountingNonces());
        foreach (var happened in Samples.AgencyEvents)
        {
            if (AgencyEventCodec.NameOf(happened).Name == kind)
            {
                return (AgencyEventCodec.Encode(happened), Samples.AgencyPlace);
            }
        }

        var sample = Samples.HouseholdEvents.Single(e => EventCodec.NameOf(e).Name == kind);
        return (EventCodec.Encode(sample, Samples.Place, seal), Samples.Place);
    }

    private static string Json(EncodedEvent stored, EventPlace place)
    {
        using var seal = Samples.Key.CreateSeal();
        using var document = JsonDocument.Parse(EventJsonTests.Text(stored, place, seal));
        return JsonSerializer.Serialize(document.RootElement, Readable) + "\n";
    }

    private static byte[] Held(string file, byte[] current)
    {
        var path = PathOf(file);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("GOLDEN_WRITE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, current);
        }

        return File.ReadAllBytes(path);
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", "events", file);
}
