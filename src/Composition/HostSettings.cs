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

    /// <summary>
    /// Keys that signed before, by id: they verify and never sign; each of 32 bytes or more.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> PreviousKeys { get; init; } =
        new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Every key that verifies, for the signer.</summary>
    internal IReadOnlyDictionary<string, byte[]> KeyRing => new Dictionary<string, byte[]>(
        PreviousKeys.Where(key => key.Key != SigningKeyId)
            .Select(key => KeyValuePair.Create(key.Key, key.Value.ToArray())), StringComparer.Ordinal)
    {
        [SigningKeyId] = SigningKey.ToArray(),
    };

    /// <summary>
    /// Names a key by its hash, so that it keeps its name wherever it is kept, and a changed order is told
    /// from one that another key signed.
    /// </summary>
    /// <returns>16 lower-case hexadecimal digits.</returns>
    public static string IdOf(ReadOnlySpan<byte> key) => Convert.ToHexStringLower(SHA256.HashData(key))[..16];

    /// <summary>Stands in while the roster is only asked for names: nothing is signed with it.</summary>
    internal static HostSettings ForNames { get; } = new("none", new byte[ShortestKey]);

    /// <summary>Reads the keys from the environment variables that the configuration names.</summary>
    /// <param name="signing">Names the variables.</param>
    /// <param name="readVariable">Gives an environment variable's value, or null.</param>
    /// <returns>The settings, or null when no variable is named: the host then has its own key.</returns>
    /// <exception cref="ConfigurationException">A variable is not set, or holds no such key.</exception>
    public static HostSettings? FromVariable(SigningSection signing, Func<string, string?> readVariable)
    {
        ArgumentNullException.ThrowIfNull(signing);
        ArgumentNullException.ThrowIfNull(readVariable);
        if (signing.KeyVariable is not { } name)
        {
            return null;
        }

        byte[] key = Read("$.signing.keyVariable", name, readVariable);
        Dictionary<string, ReadOnlyMemory<byte>> previous = [];
        for (int i = 0; i < signing.PreviousKeyVariables.Count; i++)
        {
            byte[] retired = Read(
                $"$.signing.previousKeyVariables[{i}]", signing.PreviousKeyVariables[i], readVariable);
            previous[IdOf(retired)] = retired;
        }

        return new(IdOf(key), key) { PreviousKeys = previous };
    }

    private static byte[] Read(string path, string name, Func<string, string?> readVariable)
    {
        string? text = readVariable(name);
        Span<byte> bytes = stackalloc byte[1024];
        if (text is not null && Convert.TryFromBase64String(text, bytes, out int length)
            && length >= ShortestKey)
        {
            return bytes[..length].ToArray();
        }

        string found = text is null
            ? $"the variable {name}, which is not set"
            : $"the variable {name}, which holds {text.Length} characters";
        string expected = $"a variable that holds at least {ShortestKey} bytes in base 64";
        throw new ConfigurationException("configuration", [new(path, found, expected)]);
    }
}
