namespace TradingBase.LocalHost.Pumps;

/// <summary>The host's secrets. Its text form shows none of them.</summary>
/// <param name="ReadKey">Opens routes of AuthorizationLevel.Function.</param>
/// <param name="AdminKey">Opens those of AuthorizationLevel.Admin too.</param>
/// <param name="SigningKeyId">Names the signing key; made of its hash, so it changes when the key
/// does.</param>
/// <param name="SigningKey">Signs approved orders; 32 bytes or more.</param>
internal sealed record HostKeys(
    string ReadKey, string AdminKey, string SigningKeyId, IReadOnlyList<byte> SigningKey)
{
    /// <summary>
    /// Keys that signed before, by id: they verify and never sign; each of 32 bytes or more.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<byte>> PreviousKeys { get; init; } =
        new Dictionary<string, IReadOnlyList<byte>>();

    /// <summary>The signing keys, as the desk's services take them.</summary>
    public Composition.HostSettings ToSettings() => new(SigningKeyId, SigningKey.ToArray())
    {
        PreviousKeys = PreviousKeys.ToDictionary(
            key => key.Key, key => new ReadOnlyMemory<byte>([.. key.Value])),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HostKeys)} (signing key {SigningKeyId})";
}
