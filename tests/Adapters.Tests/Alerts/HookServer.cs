using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingBase.Adapters.Tests.Alerts;

/// <summary>A server on loopback that answers as a test tells it, and takes down what it was sent.</summary>
/// <param name="answers">
/// One for each connection: a status line, <see cref="HangsUp"/> or <see cref="StaysSilent"/>. Whoever comes
/// once more is refused, so that a client which tries too often is counted and not left waiting.
/// </param>
internal sealed class HookServer(params string[] answers) : IAsyncDisposable
{
    internal const string HangsUp = "";
    internal const string StaysSilent = "-";

    /// <summary>How long anything here may take before a test fails.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _requests = [];
    private Task _serving = Task.CompletedTask;

    /// <summary>Where alerts are posted to; its last part is the secret of the tests.</summary>
    internal string Address => $"http://{_listener.LocalEndpoint}/hook/TOKEN";

    /// <summary>Head and body of each request, in order; a request is here before it is answered.</summary>
    internal IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Takes connections from now on.</summary>
    internal HookServer Open()
    {
        _listener.Start();
        _serving = ServeAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving.WaitAsync(Limit);
        _listener.Dispose();
        _end.Dispose();
    }

    internal static string Header(string head, string name) => head.Split("\r\n")
        .Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..]
        .Trim();

    private async Task ServeAsync()
    {
        try
        {
            for (int served = 0; ; served++)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                using CancellationTokenSource patience =
                    CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                patience.CancelAfter(Limit);
                await AnswerAsync(
                    client.GetStream(), served < answers.Length ? answers[served] : "410 Nobody was expected",
                    patience.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The test is over: nobody comes any more, and nobody needs an answer.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string answer, CancellationToken cancellationToken)
    {
        _requests.Enqueue(await ReadAsync(stream, cancellationToken));
        if (answer == StaysSilent)
        {
            // Until the client gives up and closes.
            await ReadToEndAsync(stream, cancellationToken);
        }
        else if (answer != HangsUp)
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                cancellationToken);
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        StringBuilder request = new();
        byte[] buffer = new byte[4096];
        while (true)
        {
            int read = await stream.ReadAsync(buffer, cancellationToken);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            string[] parts = request.ToString().Split("\r\n\r\n", 2);
            if (read == 0 || (parts.Length == 2 && parts[1].Length
                >= int.Parse(Header(parts[0], "Content-Length"), CultureInfo.InvariantCulture)))
            {
                return request.ToString();
            }
        }
    }

    private static async Task ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            byte[] buffer = new byte[256];
            while (await stream.ReadAsync(buffer, cancellationToken) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }
}
