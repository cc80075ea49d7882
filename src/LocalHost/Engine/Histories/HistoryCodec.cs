using System.Buffers.Binary;
using System.Text;

namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>Writes events one after the other in as few bytes as will do.</summary>
/// <remarks>
/// An event is its kind, a byte that says which fields follow, and those fields: numbers as 7-bit groups,
/// texts and payloads with their length before them, ticks as eight bytes.
/// </remarks>
internal sealed class HistoryWriter
{
    internal const byte HasId = 1, HasName = 2, HasTarget = 4, HasPayload = 8;
    internal const byte HasTicks = 16, HasTags = 32, HasVersion = 64;

    private byte[] _bytes;

    /// <summary>Goes on behind what was written before.</summary>
    /// <param name="bytes">Whole steps; null for none.</param>
    internal HistoryWriter(byte[]? bytes = null)
    {
        _bytes = bytes is null or { Length: 0 } ? new byte[256] : bytes;
        Length = bytes?.Length ?? 0;
    }

    /// <summary>How many bytes were written.</summary>
    internal int Length { get; private set; }

    /// <summary>What was written.</summary>
    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Writes one event.</summary>
    internal void Write(HistoryEvent item)
    {
        byte[]? stored = item.Reference?.Encoded ?? item.Payload;
        byte fields = (byte)((item.Id != 0 ? HasId : 0)
            | (item.Name is null ? 0 : HasName)
            | (item.Target is null ? 0 : HasTarget)
            | (stored is null ? 0 : HasPayload)
            | (item.Ticks != 0 ? HasTicks : 0)
            | (item.Tags is { Count: > 0 } ? HasTags : 0)
            | (item.Version is null ? 0 : HasVersion));
        Span<byte> head = Room(2);
        head[0] = (byte)item.Kind;
        head[1] = fields;
        if (item.Id != 0)
        {
            Number((uint)item.Id);
        }

        Text(item.Name);
        Text(item.Target);
        if (stored is not null)
        {
            Number((uint)stored.Length);
            stored.CopyTo(Room(stored.Length));
        }

        if (item.Ticks != 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Room(8), item.Ticks);
        }

        if (item.Tags is { Count: > 0 } tags)
        {
            Tags(tags);
        }

        Text(item.Version);
    }

    /// <summary>Writes pairs of text with their number before them.</summary>
    internal void Tags(IReadOnlyDictionary<string, string> tags)
    {
        Number((uint)tags.Count);
        foreach ((string name, string value) in tags)
        {
            Text(name);
            Text(value);
        }
    }

    private void Text(string? text)
    {
        if (text is not null)
        {
            int length = Encoding.UTF8.GetByteCount(text);
            Number((uint)length);
            Encoding.UTF8.GetBytes(text, Room(length));
        }
    }

    private void Number(uint value)
    {
        while (value >= 0x80)
        {
            Room(1)[0] = (byte)((value & 0x7f) | 0x80);
            value >>= 7;
        }

        Room(1)[0] = (byte)value;
    }

    private Span<byte> Room(int length)
    {
        if (Length + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }

        Length += length;
        return _bytes.AsSpan(Length - length, length);
    }
}

/// <summary>Reads what a <see cref="HistoryWriter"/> wrote.</summary>
/// <param name="bytes">Whole steps.</param>
internal struct HistoryReader(byte[] bytes)
{
    private int _at;

    /// <summary>Reads the next event.</summary>
    /// <returns>Null at the end.</returns>
    /// <exception cref="InvalidDataException">The bytes end within an event.</exception>
    internal HistoryEvent? Next()
    {
        if (_at == bytes.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> head = Take(2);
        EventKind kind = (EventKind)head[0];
        byte fields = head[1];
        int id = Has(HistoryWriter.HasId) ? (int)Number() : 0;
        string? name = Has(HistoryWriter.HasName) ? Text() : null;
        string? target = Has(HistoryWriter.HasTarget) ? Text() : null;
        ReadOnlySpan<byte> stored = Has(HistoryWriter.HasPayload) ? Take((int)Number()) : default;
        PayloadReference? reference = HistoryEvent.HasFingerprint(kind) ? null : PayloadReference.Of(stored);
        return new HistoryEvent
        {
            Kind = kind,
            Id = id,
            Name = name,
            Target = target,
            Payload = Has(HistoryWriter.HasPayload) && reference is null ? stored.ToArray() : null,
            Reference = reference,
            Ticks = Has(HistoryWriter.HasTicks) ? BinaryPrimitives.ReadInt64LittleEndian(Take(8)) : 0,
            Tags = Has(HistoryWriter.HasTags) ? Tags() : null,
            Version = Has(HistoryWriter.HasVersion) ? Text() : null,
        };

        bool Has(byte field) => (fields & field) != 0;
    }

    /// <summary>Reads pairs of text.</summary>
    internal Dictionary<string, string> Tags()
    {
        uint count = Number();
        Dictionary<string, string> tags = [];
        for (uint i = 0; i < count; i++)
        {
            tags[Text()] = Text();
        }

        return tags;
    }

    private string Text() => Encoding.UTF8.GetString(Take((int)Number()));

    private uint Number()
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Take(1)[0];
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > bytes.Length - _at)
        {
            throw new InvalidDataException(
                $"A history of {bytes.Length} bytes ends within an event at {_at}.");
        }

        _at += length;
        return bytes.AsSpan(_at - length, length);
    }
}
