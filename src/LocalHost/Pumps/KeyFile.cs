using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Finds the host's keys: in environment variables, else in a file that is made when
/// missing.</summary>
/// <remarks>
/// The configuration's section <c>keys</c> may name other variables: <c>readKeyVariable</c>,
/// <c>adminKeyVariable</c>, <c>signingKeyVariable</c> (base64), and a list
/// <c>previousSigningKeyVariables</c>, whose keys verify and never sign, as do <c>previousSigningKeys</c> in
/// the file. On Windows the file is guarded by its folder's access list alone.
/// </remarks>
internal static class KeyFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "keys.json";

    private const int ShortestKey = 16;
    private const int SigningBytes = 32;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the keys; what is not configured is taken from the file, which is made when
    /// missing.</summary>
    /// <param name="folder">Where the file is or will be.</param>
    /// <param name="configuration">Holds the environment, and maybe other variables' names.</param>
    /// <exception cref="KeyFileException">A key is no good, or others can read the file.</exception>
    public static HostKeys Open(string folder, IConfiguration configuration)
    {
        (string Place, string? Value) read =
            Configured(configuration, "readKeyVariable", "TRADINGBASE_READ_KEY");
        (string Place, string? Value) admin =
            Configured(configuration, "adminKeyVariable", "TRADINGBASE_ADMIN_KEY");
        (string Place, string? Value) signing =
            Configured(configuration, "signingKeyVariable", "TRADINGBASE_SIGNING_KEY");
        List<(string Place, string? Value)> previous = [.. Previous(configuration)];
        if (read.Value is null || admin.Value is null || signing.Value is null)
        {
            string path = Path.Combine(Path.GetFullPath(folder), Name);
            Document file = File.Exists(path) ? Read(path) : MakeAlone(path);
            read = read.Value is null ? (path, file.ReadKey) : read;
            admin = admin.Value is null ? (path, file.AdminKey) : admin;
            signing = signing.Value is null ? (path, file.SigningKey) : signing;
            previous.AddRange((file.PreviousSigningKeys ?? []).Select(key => (path, (string?)key)));
        }

        if (Checked(read) == Checked(admin))
        {
            throw new KeyFileException(
                admin.Place, "the admin key is the read key; two different ones are needed.");
        }

        byte[] secret = CheckedBytes(signing);
        return new(read.Value!, admin.Value!, Composition.HostSettings.IdOf(secret), secret)
        {
            PreviousKeys = previous.Select(CheckedBytes).DistinctBy(key => Composition.HostSettings.IdOf(key))
                .ToDictionary(
                    key => Composition.HostSettings.IdOf(key), key => (IReadOnlyList<byte>)key),
        };
    }

    private static IEnumerable<(string Place, string? Value)> Previous(IConfiguration configuration) =>
        configuration.GetSection("keys:previousSigningKeyVariables").GetChildren()
            .Select(item => item.Value).OfType<string>()
            .Select(name => (name, configuration[name] ?? Environment.GetEnvironmentVariable(name)));

    private static (string Place, string? Value) Configured(
        IConfiguration configuration, string option, string usual)
    {
        string variable = configuration[$"keys:{option}"] is { Length: > 0 } named ? named : usual;
        string? value = configuration[variable] ?? Environment.GetEnvironmentVariable(variable);
        return (variable, string.IsNullOrEmpty(value) ? null : value);
    }

    private static string Checked((string Place, string? Value) key) =>
        key.Value is { Length: >= ShortestKey } value && value.All(letter => letter is > ' ' and <= '~')
            ? value
            : throw new KeyFileException(
                key.Place, $"a key of at least {ShortestKey} visible ASCII letters was expected.");

    private static byte[] CheckedBytes((string Place, string? Value) key)
    {
        byte[] bytes = new byte[key.Value?.Length ?? 0];
        return Convert.TryFromBase64String(key.Value ?? "", bytes, out int length) && length >= SigningBytes
            ? bytes[..length]
            : throw new KeyFileException(
                key.Place, $"a signing key of at least {SigningBytes} bytes in base64 was expected.");
    }

    private static Document Read(string path)
    {
        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & Others) is not UnixFileMode.None and var open)
        {
            throw new KeyFileException(
                path,
                $"others than its owner may use it ({open}). Run chmod 600 on it, or delete it.");
        }

        try
        {
            return JsonSerializer.Deserialize<Document>(File.ReadAllBytes(path), Canonical.Options) ?? new();
        }
        catch (JsonException mistake)
        {
            // Without the inner exception: what it quotes may be a piece of a key.
            long line = (mistake.LineNumber ?? 0) + 1;
            throw new KeyFileException(
                path, $"line {line} is not the JSON that was written. Delete it for new keys.");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException(path, "it cannot be read.", refusal);
        }
    }

    // Moving a file where none was is two steps on some systems, between which another process may move its
    // own there: hosts that start at once take turns, and the first one's keys are the keys.
    private static Document MakeAlone(string path)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..32];
        using Mutex turn = new(initiallyOwned: false, $"Global\\tradingbase-keys-{name}");
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Whoever had its turn was killed: it is ours now.
        }

        try
        {
            return File.Exists(path) ? Read(path) : Make(path);
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private static Document Make(string path)
    {
        Document made = new()
        {
            ReadKey = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            AdminKey = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SigningBytes)),
        };
        string draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(draft, made);
            File.Move(draft, path, overwrite: false);
            return made;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster; its keys are the keys.
            File.Delete(draft);
            return Read(path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException(path, "it cannot be written.", refusal);
        }
    }

    private static void Write(string path, Document keys)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream file = new(path, options);
        JsonSerializer.Serialize(file, keys, Canonical.Options);
        file.Flush(flushToDisk: true);
    }

    private sealed record Document
    {
        public string? ReadKey { get; init; }

        public string? AdminKey { get; init; }

        public string? SigningKey { get; init; }

        public IReadOnlyList<string>? PreviousSigningKeys { get; init; } = [];
    }
}
