using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingBase.Testing.Exchange;

/// <summary>
/// The venue behind a real socket on an ephemeral loopback port: HTTP/1.1, one answer for each connection.
/// </summary>
/// <remarks>
/// Written on sockets, so that it can cut a connection anywhere, which a web server would mend, and so that
/// the kit needs no framework. Delays are real time: keep them short.
/// </remarks>
public sealed class LoopbackDoor : IAsyncDisposable
{
    private const int MaxHead = 64 * 1024;
    private const int MaxBody = 1024 * 1024;
    private static readonly WireAnswer Nothing = new(504, "") { Delivery = WireDelivery.Never };
    private readonly TrappedWire _wire;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _guests = [];
    private readonly Task _open;

    /// <summary>Opens the door.</summary>
    public LoopbackDoor(TrappedWire wire)
    {
        _wire = wire;
        _listener.Start();
        Address = new Uri(string.Create(
            CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _open = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>How long every answer takes beside its own delay, real time.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>Whether connections are taken and nothing is answered: the venue is down.</summary>
    public bool Silent { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _open;
        await Task.WhenAll(_guests);
        _closing.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                TcpClient guest = await _listener.AcceptTcpClientAsync(_closing.Token);
                _guests.Add(ServeAsync(guest));
            }
            catch (Exception closed) when (closed is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient guest)
    {
        using (guest)
        {
            try
            {
                NetworkStream stream = guest.GetStream();
                if (await ReadAsync(stream, _closing.Token) is { } request)
                {
                    await SendAsync(stream, Silent ? Nothing : _wire.Answer(request));
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The client left or the door closes: nobody is there to hear of it.
            }
        }
    }

    private async Task SendAsync(NetworkStream stream, WireAnswer answer)
    {
        if (answer.Delivery is WireDelivery.Never)
        {
            // Until the client's patience ends, which closes its side.
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _closing.Token);
            return;
        }

        if (answer.Delay + AnswerDelay is var delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _closing.Token);
        }

        if (answer.Delivery is WireDelivery.Cut)
        {
            return;
        }

        byte[] body = answer.ToBytes();
        StringBuilder head = new();
        string reason = ((HttpStatusCode)answer.Status).ToString();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {reason}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {answer.ContentType}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        head.Append("Connection: close\r\n");
        foreach ((string name, string value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _closing.Token);
        int count = answer.Delivery is WireDelivery.CutInBody ? body.Length / 2 : body.Length;
        await stream.WriteAsync(body.AsMemory(0, count), _closing.Token);
    }

    private static async Task<WireRequest?> ReadAsync(NetworkStream stream, CancellationToken closing)
    {
        string? line = await ReadLineAsync(stream, closing);
        if (line is null)
        {
            return null;
        }

        string[] words = line.Split(' ');
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(stream, closing) is { Length: > 0 } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        byte[] body = headers.GetValueOrDefault("Transfer-Encoding") is "chunked"
            ? await ReadChunksAsync(stream, closing)
            : await ReadExactlyAsync(
                stream,
                int.Parse(headers.GetValueOrDefault("Content-Length") ?? "0", CultureInfo.InvariantCulture),
                closing);
        int mark = words[1].IndexOf('?', StringComparison.Ordinal);
        return new(
            words[0], mark < 0 ? words[1] : words[1][..mark], mark < 0 ? "" : words[1][(mark + 1)..],
            headers, body);
    }

    private static async Task<byte[]> ReadChunksAsync(NetworkStream stream, CancellationToken closing)
    {
        List<byte> all = [];
        while (true)
        {
            string size = await ReadLineAsync(stream, closing) ?? "0";
            byte[] chunk = await ReadExactlyAsync(
                stream, int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture), closing);
            await ReadLineAsync(stream, closing);
            if (chunk.Length == 0)
            {
                return [.. all];
            }

            all.AddRange(chunk);
        }
    }

    private static async Task<byte[]> ReadExactlyAsync(
        NetworkStream stream, int count, CancellationToken closing)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBody);
        byte[] body = new byte[count];
        await stream.ReadExactlyAsync(body, closing);
        return body;
    }

    private static async Task<string?> ReadLineAsync(NetworkStream stream, CancellationToken closing)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, closing) == 1 && line.Length < MaxHead)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
