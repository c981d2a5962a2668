using System.Net;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;

namespace BudgetCoaching.Load.Bench;

/// <summary>
/// A collector of what a node measures of itself, over OpenTelemetry's protocol (http/protobuf): of each measure the sum of its last
/// values, whatever their tags save a generation of the heap. Thread safe.
/// </summary>
internal sealed class Measures : IDisposable
{
    private const int EveryMs = 5_000;
    private const string Path = "/v1/metrics";

    private readonly HttpListener listener = new();
    private readonly Dictionary<string, Measured> last = new(StringComparer.Ordinal);

    public Measures()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = TakeAsync();
    }

    public string Address { get; }

    /// <summary>By name, in order; what was counted since the start of the node.</summary>
    public IReadOnlyList<KeyValuePair<string, Measured>> Now()
    {
        lock (last)
        {
            return [.. last.OrderBy(one => one.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>Has a process send its measures every five seconds, and nothing else.</summary>
    public static void Ask(IDictionary<string, string?> environment, string address)
    {
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = EveryMs.ToString(System.Globalization.CultureInfo.InvariantCulture);
        environment["OTEL_TRACES_SAMPLER"] = "always_off";
    }

    public void Dispose() => listener.Close();

    private async Task TakeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var call = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                if (call.Request.Url?.AbsolutePath == Path)
                {
                    Take(body.ToArray());
                }

                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>Reads ExportMetricsServiceRequest as far as names and numbers go.</summary>
    private void Take(byte[] request)
    {
        var sums = new Dictionary<string, Measured>(StringComparer.Ordinal);
        foreach (var metric in Wire.Parts(request, 1).SelectMany(r => Wire.Parts(r, 2)).SelectMany(s => Wire.Parts(s, 2)))
        {
            var name = Text(Wire.Parts(metric, 1));
            foreach (var kind in (int[])[5, 7, 9])
            {
                foreach (var point in Wire.Parts(metric, kind).SelectMany(points => Wire.Parts(points, 1)))
                {
                    var own = kind == 9 ? name : name + Generation(point);
                    var value = kind == 9 ? Wire.Histogram(point) : Wire.Number(point);
                    sums[own] = (sums.GetValueOrDefault(own) ?? Measured.Nothing).And(value);
                }
            }
        }

        lock (last)
        {
            foreach (var (name, sum) in sums)
            {
                last[name] = sum;
            }
        }
    }

    /// <summary>The one tag that is told: of the heap, in attributes of a gauge or a sum.</summary>
    private static string Generation(byte[] point) => Wire.Parts(point, 7)
        .Where(tag => Text(Wire.Parts(tag, 1)) == "gc.heap.generation")
        .Select(tag => " " + Text(Wire.Parts(Wire.Parts(tag, 2).Single(), 1)))
        .FirstOrDefault("");

    private static string Text(IEnumerable<byte[]> parts) => Encoding.UTF8.GetString(parts.Single());

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Protocol Buffers without a schema.</summary>
    private static class Wire
    {
        /// <summary>Every value of a field that has a length.</summary>
        public static IEnumerable<byte[]> Parts(byte[] message, int field)
        {
            var found = new List<byte[]>();
            var input = new CodedInputStream(message);
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                {
                    found.Add(input.ReadBytes().ToByteArray());
                }
                else
                {
                    input.SkipLastField();
                }
            }

            return found;
        }

        /// <summary>A point of a gauge or a sum: a fixed64 of field 4 is a double, of field 6 an integer.</summary>
        public static Measured Number(byte[] point) =>
            Measured.Nothing with { Sum = Fixed(point, 4, BitConverter.UInt64BitsToDouble) + Fixed(point, 6, bits => (long)bits) };

        /// <summary>Count 4, sum 5, counts of buckets 6, their bounds 7; both packed.</summary>
        public static Measured Histogram(byte[] point) => new(
            Fixed(point, 5, BitConverter.UInt64BitsToDouble),
            Words(Parts(point, 6)).Select(bits => (long)bits).ToArray(),
            Words(Parts(point, 7)).Select(BitConverter.UInt64BitsToDouble).ToArray());

        private static IEnumerable<ulong> Words(IEnumerable<byte[]> packed) => packed
            .SelectMany(bytes => bytes.Chunk(sizeof(ulong))).Select(word => BitConverter.ToUInt64(word));

        private static double Fixed(byte[] point, int field, Func<ulong, double> read)
        {
            var input = new CodedInputStream(point);
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.Fixed64)
                {
                    return read(input.ReadFixed64());
                }

                input.SkipLastField();
            }

            return 0;
        }
    }
}
