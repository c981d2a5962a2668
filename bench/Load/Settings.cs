using System.Globalization;

namespace BudgetCoaching.Load.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings
{
    public const string Usage =
        """
        Calls a running service as offices would, and tells throughput, latencies and errors.
          --at ADDRESSES       of one node, or of several with commas between them; required
          --api-key-file FILE  holds an administrator's API key of agency "load", with which the run makes its own; absent: callers
                               are not verified
          --households N       that the calls are about: 1000
          --no-fill            they are there already
          --callers N          first part: so many callers, each waiting for its answer: 64; 0 leaves the part out
          --rate N             second part: calls a second, whatever the answers do: 200; 0 leaves the part out
          --seconds N          of each part: 30
          --soak 10m           then the rate for so many minutes, told minute by minute
          --reads N            questions among a hundred calls: 80
          --skew S             the k-th household is asked about in a share of 1 / k^S: 0.8
          --seed N             of the sequence of calls: 1
          --process ID         of the service, where it is on this machine: its memory and processor time are told
        """;

    public IReadOnlyList<string> Addresses { get; private init; } = [];

    public string? ApiKeyFile { get; private init; }

    public int Households { get; private init; } = 1_000;

    public bool Fills { get; private init; } = true;

    public int Callers { get; private init; } = 64;

    public double Rate { get; private init; } = 200;

    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Soak { get; private init; }

    public int ReadPercent { get; private init; } = 80;

    public double Skew { get; private init; } = 0.8;

    public int Seed { get; private init; } = 1;

    public int? Process { get; private init; }

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
                "--process" => settings with { Process = Number(value) },
                _ => throw new FormatException($"{name} is no word of this program."),
            };
        }

        return settings.Addresses.Count > 0 ? settings : throw new FormatException("--at is missing.");
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{text}' is no whole number.");
}
