using System.Buffers;
using System.Collections;
using System.Text;

namespace Grpc.Core;

/// <summary>Ordered headers or trailers. Keys are lower case; keys that end in <c>-bin</c> carry bytes, all others text.</summary>
public sealed class Metadata : IList<Metadata.Entry>
{
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Shared and read-only.</summary>
    public static readonly Metadata Empty = new(readOnly: true);

    private readonly List<Entry> entries = [];
    private readonly bool readOnly;

    public Metadata()
    {
    }

    private Metadata(bool readOnly) => this.readOnly = readOnly;

    public int Count => entries.Count;

    public bool IsReadOnly => readOnly;

    public Entry this[int index]
    {
        get => entries[index];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Writable()[index] = value;
        }
    }

    /// <summary>The last entry of that key, as later values override earlier ones.</summary>
    public Entry? Get(string key)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.OrdinalIgnoreCase))
            {
                return entries[i];
            }
        }

        return null;
    }

    public string? GetValue(string key) => Get(key)?.Value;

    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key)
    {
        foreach (var entry in entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))
            {
                yield return entry;
            }
        }
    }

    public void Add(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Writable().Add(item);
    }

    public void Add(string key, string value) => Add(new Entry(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Insert(int index, Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Writable().Insert(index, item);
    }

    public void RemoveAt(int index) => Writable().RemoveAt(index);

    public bool Remove(Entry item) => Writable().Remove(item);

    public void Clear() => Writable().Clear();

    public bool Contains(Entry item) => entries.Contains(item);

    public int IndexOf(Entry item) => entries.IndexOf(item);

    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    private List<Entry> Writable() =>
        readOnly ? throw new InvalidOperationException("This metadata is shared and cannot be changed.") : entries;

    /// <summary>One key with its value.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");

        private readonly string? value;
        private readonly byte[]? bytes;

        /// <summary>A binary entry: <paramref name="key"/> must end in <c>-bin</c>.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Checked(key, binary: true);
            bytes = valueBytes.AsSpan().ToArray();
        }

        /// <summary>A text entry: <paramref name="key"/> must not end in <c>-bin</c>.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Checked(key, binary: false);
            this.value = value;
        }

        private Entry(string key, string? value, byte[]? bytes)
        {
            Key = key;
            this.value = value;
            this.bytes = bytes;
        }

        public string Key { get; }

        public bool IsBinary => bytes is not null;

        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => value ?? throw new InvalidOperationException("A binary entry has no text.");

        public byte[] ValueBytes => bytes?.AsSpan().ToArray() ?? Encoding.ASCII.GetBytes(value!);

        /// <summary>The bytes without a copy: for the wire only.</summary>
        internal ReadOnlySpan<byte> RawBytes => bytes;

        public override string ToString() => IsBinary
            ? $"[Entry: key={Key}, valueBytes={Convert.ToHexString(bytes!)}]"
            : $"[Entry: key={Key}, value={value}]";

        /// <summary>What arrived from a peer: its value is taken as it is.</summary>
        internal static Entry Received(string key, string value) => new(key, value, null);

        internal static Entry Received(string key, byte[] bytes) => new(key, null, bytes);

        internal static bool IsKey(ReadOnlySpan<char> lowerCaseKey) =>
            !lowerCaseKey.IsEmpty && !lowerCaseKey.ContainsAnyExcept(KeyCharacters);

        private static string Checked(string key, bool binary)
        {
            ArgumentNullException.ThrowIfNull(key);
            var lower = key.ToLowerInvariant();
            if (!IsKey(lower))
            {
                throw new ArgumentException($"'{key}' is no metadata key: those have letters, digits, '_', '-' and '.'.", nameof(key));
            }

            if (lower.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal) != binary)
            {
                throw new ArgumentException($"'{key}': keys of binary values, and only those, end in '-bin'.", nameof(key));
            }

            return lower;
        }
    }
}
