using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    public const string Usage =
        """
        Calls the service as offices would, and tells throughput, latencies and errors.
          --nodes N            of the service, which is started on nothing and removed at the end: 1; several share an event store
                               of as many servers, which is the double that the tests use and keeps everything in memory
          --folder DIR         in which they get their folders: that of the build's results; one in memory shows what the disk costs
          --measures           what the nodes measure of themselves is told too, which costs them some of their time
          --at ADDRESSES       instead: of nodes that run already, with commas between them
          --api-key-file FILE  holds an administrator's API key of agency "load", with which the run makes its own; absent: callers
                               are not verified
          --households N       that the calls are about: 1000
          --facts N            recorded of each before, 0 to 999: 24
          --no-fill            they are there already
          --warm-up N          seconds of calls before, of which nothing is told: 10
          --callers N          first part: so many callers, each waiting for its answer: 64; 0 leaves the part out
          --rate N             second part: calls a second, whatever the answers do: 200; 0 leaves the part out
          --seconds N          of each part: 30
          --soak 10m           instead of the second part the rate for so many minutes, and a verdict whether all stayed level
          --plans N            instead of all parts: proposals of plans for so many households with 60 entries each
          --reads N            questions among a hundred calls: 80
          --skew S             the k-th household is asked about in a share of 1 / k^S: 0.8
          --seed N             of the sequence of calls: 1
          --process IDS        of the nodes at --at, where they are on this machine: their memory and processor time are told
          --markdown FILE      that has the lines between which the result belongs
        """;

    private const int NodesMax = 9;
    private const int FactsMax = 999;

    public IReadOnlyList<string> Addresses { get; init; } = [];

    public string? ApiKeyFile { get; init; }

    public int Households { get; private init; } = 1_000;

    public bool Fills { get; private init; } = true;

    public int Callers { get; private init; } = 64;

    public double Rate { get; private init; } = 200;

    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Soak { get; private init; }

    public int ReadPercent { get; private init; } = 80;

    public double Skew { get; private init; } = 0.8;

    public int Seed { get; private init; } = 1;

    public IReadOnlyList<int> Processes { get; private init; } = [];

    public int Nodes { get; private init; } = 1;

    /// <summary>Null: of the build's results.</summary>
    public string? Folder { get; private init; }

    /// <summary>Calls before the first part, of which nothing is told.</summary>
    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(10);

    public bool Measures { get; private init; }

    public int Plans { get; private init; }

    public int FactsEach { get; private init; } = 24;

    public string? Markdown { get; private init; }

    /// <summary>Of the document, that is written anew.</summary>
    public string Part => Plans > 0 ? "plans" : Soak > TimeSpan.Zero ? "soak" : Addresses.Count > 1 ? "three nodes" : "one node";

    /// <exception cref="FormatException">A word is unknown, stands alone or is no number.</exception>
    public static Settings Read(string[] words)
    {
        var settings = new Settings();
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == "--no-fill")
            {
                settings = settings with { Fills = false };
                continue;
            }

            if (words[i] == "--measures")
            {
                settings = settings with { Measures = true };
                continue;
            }

            var name = words[i];
            var value = ++i < words.Length ? words[i] : throw new FormatException($"{name} needs a value.");
            settings = name switch
            {
                "--at" => settings with { Addresses = value.Split(',') },
                "--api-key-file" => settings with { ApiKeyFile = value },
                "--households" => settings with { Households = Number(value) },
                "--callers" => settings with { Callers = Number(value) },
                "--rate" => settings with { Rate = Number(value) },
                "--seconds" => settings with { Length = TimeSpan.FromSeconds(Number(value)) },
                "--soak" => settings with { Soak = TimeSpan.FromMinutes(Number(value.TrimEnd('m'))) },
                "--reads" => settings with { ReadPercent = Number(value) },
                "--skew" => settings with { Skew = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => settings with { Seed = Number(value) },
                "--process" => settings with { Processes = [.. value.Split(',').Select(id => Number(id))] },
                "--nodes" => settings with { Nodes = Number(value, NodesMax) },
                "--facts" => settings with { FactsEach = Number(value, FactsMax) },
                "--plans" => settings with { Plans = Number(value) },
                "--folder" => settings with { Folder = value },
                "--warm-up" => settings with { WarmUp = TimeSpan.FromSeconds(Number(value)) },
                "--markdown" => settings with { Markdown = value },
                _ => throw new FormatException($"{name} is no word of this program."),
            };
        }

        return settings.Nodes > 0 ? settings : throw new FormatException("--nodes must be at least 1.");
    }

    private static int Number(string text) => Number(text, int.MaxValue);

    private static int Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new FormatException($"'{text}' is no whole number up to {most.ToString(CultureInfo.InvariantCulture)}.");
}
