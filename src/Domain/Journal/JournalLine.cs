using System.Globalization;

namespace TradingBase.Journal;

/// <summary>How the lines of the journal are hashed and kept as rows.</summary>
internal static class JournalLine
{
    /// <summary>Partition of the rows that name the streams.</summary>
    public const string StreamsPartition = "journal-streams";

    /// <summary>Before the rows that hold lines.</summary>
    public const string LinePrefix = "e:";

    /// <summary>Before the rows that say which line a key has.</summary>
    public const string PointerPrefix = "k:";

    /// <summary>The hash before a stream's first line.</summary>
    public static readonly string NoHash = new('0', 64);

    public static string Partition(string stream) => "journal:" + StateKey.Escape(stream);

    public static string LineKey(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{LinePrefix}{sequence:D12}");

    public static string PointerKey(string key) => PointerPrefix + StateKey.Escape(key);

    public static byte[] PointerValue(long sequence) => StateStoreExtensions.ToValue(sequence);

    /// <summary>Chains a new line to the one before it.</summary>
    public static JournalEntry Chain(
        string stream, JournalTail tail, string key, string kind, DateTimeOffset deskTime, string body)
    {
        JournalEntry line = new(
            stream, tail.Sequence + 1, key, kind, deskTime, body, tail.Hash, string.Empty);
        return line with { Hash = HashOf(line) };
    }

    /// <summary>SHA-256 over the canonical form of everything in a line but its hash.</summary>
    public static string HashOf(JournalEntry line) => Canonical.Hash(new
    {
        line.Stream,
        line.Sequence,
        line.Key,
        line.Kind,
        line.DeskTime,
        line.Body,
        line.PreviousHash,
    });

    /// <summary>Reads a line, and demands that every byte of its row is as it was written.</summary>
    /// <exception cref="StateDamagedException">It is not.</exception>
    public static JournalEntry Decode(string stream, StateRow row)
    {
        JournalEntry line = row.ToRecord<JournalEntry>();
        string? why =
            line.Stream != stream ? $"it holds a line of stream '{line.Stream}'."
            : LineKey(line.Sequence) != row.Key ? $"it holds line {line.Sequence}."
            : HashOf(line) != line.Hash ? "its content does not have its hash."
            : !row.Value.Span
                .SequenceEqual(StateStoreExtensions.ToValue(line)) ? "it is not in canonical form."
            : null;
        return why is null ? line : throw new StateDamagedException(row.Partition, row.Key, why);
    }
}
