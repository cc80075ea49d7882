using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>What the server of the tests was sent.</summary>
/// <param name="Head">Request line and headers.</param>
/// <param name="Body">The body.</param>
internal sealed record ModelQuestion(string Head, string Body)
{
    /// <summary>Method and path.</summary>
    internal string Line => Head.Split(" HTTP/", 2)[0];

    /// <summary>The body's root.</summary>
    internal JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A header's value, or null.</summary>
    internal string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .SingleOrDefault();

    internal static async Task<ModelQuestion> ReadAsync(
        NetworkStream stream, CancellationToken cancellationToken)
    {
        List<byte> bytes = [];
        byte[] buffer = new byte[8192];
        while (true)
        {
            int read = await stream.ReadAsync(buffer, cancellationToken);
            bytes.AddRange(buffer.AsSpan(0, read));
            string[] parts = Encoding.UTF8.GetString([.. bytes]).Split("\r\n\r\n", 2);
            if (read == 0)
            {
                throw new IOException("The client left in the middle of its question.");
            }

            if (parts.Length == 2 && IsWhole(new(parts[0], parts[1]), out string? body))
            {
                return new(parts[0], body);
            }
        }
    }

    private static bool IsWhole(ModelQuestion read, out string body)
    {
        if (read.Header("Transfer-Encoding") is "chunked")
        {
            body = Join(read.Body);
            return read.Body.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        }

        body = read.Body;
        return Encoding.UTF8.GetByteCount(body)
            >= int.Parse(read.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
    }

    // The tests' questions are written in ASCII.
    private static string Join(string chunks)
    {
        StringBuilder whole = new();
        while (chunks.Split("\r\n", 2) is [string size, string rest]
            && int.TryParse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int length)
            && length > 0 && rest.Length >= length + 2)
        {
            whole.Append(rest.AsSpan(0, length));
            chunks = rest[(length + 2)..];
        }

        return whole.ToString();
    }
}
