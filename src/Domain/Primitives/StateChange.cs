namespace TradingBase;

/// <summary>One change of one row, with what is expected to be there.</summary>
/// <param name="Key">Which row.</param>
/// <param name="Value">What it shall hold; null deletes it.</param>
/// <param name="ExpectedVersion">
/// The version that must be there; null when the row must not exist yet.
/// </param>
public sealed record StateChange(string Key, ReadOnlyMemory<byte>? Value, string? ExpectedVersion)
{
    /// <summary>Adds a row that must not exist yet.</summary>
    public static StateChange Insert(string key, ReadOnlyMemory<byte> value) => new(key, value, null);

    /// <summary>Replaces a row that must not have changed since it was read.</summary>
    public static StateChange Replace(StateRow row, ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Key, value, row.Version);
    }

    /// <summary>Deletes a row that must not have changed since it was read.</summary>
    public static StateChange Delete(StateRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Key, null, row.Version);
    }
}
