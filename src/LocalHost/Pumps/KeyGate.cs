using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Judges the key that a request brings, before anything of its body is read.</summary>
/// <param name="keys">The host's.</param>
/// <remarks>Keys are compared by their hashes in constant time, so neither letters nor lengths
/// leak.</remarks>
internal sealed class KeyGate(HostKeys keys)
{
    private const string HeaderName = "x-functions-key";
    internal const string QueryName = "code";

    private readonly byte[] _read = Hash(keys.ReadKey);
    private readonly byte[] _admin = Hash(keys.AdminKey);

    /// <summary>Judges a request.</summary>
    /// <param name="request">Its key is in the header x-functions-key, or in the query as code.</param>
    /// <param name="level">What the function asks for.</param>
    /// <returns>Null when it may pass; else 401 without a key, 403 with a wrong or too weak one.</returns>
    public int? Judge(HttpRequest request, AuthorizationLevel level)
    {
        if (level is AuthorizationLevel.Anonymous)
        {
            return null;
        }

        StringValues given = request.Headers.TryGetValue(HeaderName, out StringValues header)
            ? header
            : request.Query[QueryName];
        if (StringValues.IsNullOrEmpty(given))
        {
            return StatusCodes.Status401Unauthorized;
        }

        byte[] hash = Hash(given.ToString());
        bool isAdmin = CryptographicOperations.FixedTimeEquals(hash, _admin);
        bool isRead = CryptographicOperations.FixedTimeEquals(hash, _read);
        bool passes = isAdmin || (isRead && level is AuthorizationLevel.Function);
        return passes ? null : StatusCodes.Status403Forbidden;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
