namespace TradingBase;

/// <summary>One row of the state store.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Key">Its key within the partition.</param>
/// <param name="Value">What it holds; at most 64 MiB.</param>
/// <param name="Version">Changes with every write; opaque.</param>
public sealed record StateRow(string Partition, string Key, ReadOnlyMemory<byte> Value, string Version);
