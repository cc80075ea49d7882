using System.Security.Cryptography;
using TradingBase.Composition.Options;

namespace TradingBase.Composition;

/// <summary>What a host brings beside the configuration: the key that signs approved orders.</summary>
/// <param name="SigningKeyId">Which key it is; written on every approved order.</param>
/// <param name="SigningKey">At least 32 bytes, never logged.</param>
/// <exception cref="ArgumentException">The key is shorter, or has no id.</exception>
public sealed record HostSettings(string SigningKeyId, ReadOnlyMemory<byte> SigningKey)
{
    private const int ShortestKey = 32;

    /// <summary>Which key it is.</summary>
    public string SigningKeyId { get; } = Check.NotBlank(SigningKeyId);

    /// <summary>At least 32 bytes.</summary>
    public ReadOnlyMemory<byte> SigningKey { get; } = SigningKey.Length >= ShortestKey
        ? SigningKey
        : throw new ArgumentException(
            $"A key of {SigningKey.Length} bytes is shorter than {ShortestKey}.", nameof(SigningKey));

    /// <summary>Gives an environment variable's value, or null: brokers' credentials come from it.</summary>
    /// <value>The default reads this process's environment.</value>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The key as a ring of one, for the signer.</summary>
    internal IReadOnlyDictionary<string, byte[]> KeyRing => new Dictionary<string, byte[]>
    {
        [SigningKeyId] = SigningKey.ToArray(),
    };

    /// <summary>Stands in while the roster is only asked for names: nothing is signed with it.</summary>
    internal static HostSettings ForNames { get; } = new("none", new byte[ShortestKey]);

    /// <summary>Reads the key from the environment variable that the configuration names.</summary>
    /// <param name="signing">Names the variable.</param>
    /// <param name="readVariable">Gives an environment variable's value, or null.</param>
    /// <returns>The settings, or null when no variable is named: the host then has its own key.</returns>
    /// <exception cref="ConfigurationException">The variable is not set, or holds no such key.</exception>
    public static HostSettings? FromVariable(SigningSection signing, Func<string, string?> readVariable)
    {
        ArgumentNullException.ThrowIfNull(signing);
        ArgumentNullException.ThrowIfNull(readVariable);
        if (signing.KeyVariable is not { } name)
        {
            return null;
        }

        string? text = readVariable(name);
        Span<byte> bytes = stackalloc byte[1024];
        if (text is null || !Convert.TryFromBase64String(text, bytes, out int length) || length < ShortestKey)
        {
            string found = text is null
                ? $"the variable {name}, which is not set"
                : $"the variable {name}, which holds {text.Length} characters";
            string expected = $"a variable that holds at least {ShortestKey} bytes in base 64";
            throw new ConfigurationException(
                "configuration", [new("$.signing.keyVariable", found, expected)]);
        }

        // The id is made of the key, so that an order that an older key signed is told from one that was
        // changed.
        byte[] key = bytes[..length].ToArray();
        return new($"{name}-{Convert.ToHexStringLower(SHA256.HashData(key))[..8]}", key);
    }
}
