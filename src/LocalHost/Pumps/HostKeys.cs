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
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HostKeys)} (signing key {SigningKeyId})";
}
