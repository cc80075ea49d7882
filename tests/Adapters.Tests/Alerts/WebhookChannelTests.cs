using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TradingBase.Adapters.Alerts;
using TradingBase.Adapters.Http;
using TradingBase.Desk;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Alerts;

/// <summary>The webhook against a server on loopback that answers as a test tells it.</summary>
public sealed class WebhookChannelTests : IDisposable
{
    private static readonly Alert Something = new(
        "desk:held", "desk-state", AlertSeverity.Critical, "The desk is Halted: a test.", Some.DeskTime);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly VenueConnections _connections = new();
    private readonly List<string> _requests = [];

    public WebhookChannelTests() => _server.Start();

    public void Dispose()
    {
        _server.Dispose();
        _connections.Dispose();
    }

    [Fact]
    public async Task Tell_AnAlert_PostsItOnceWithASignatureThatFits()
    {
        Task serving = ServeAsync("204 No Content");

        await Channel().TellAsync(Something, default);
        await serving;

        string[] parts = Assert.Single(_requests).Split("\r\n\r\n", 2);
        Assert.StartsWith("POST /hook/TOKEN HTTP/1.1", parts[0], StringComparison.Ordinal);
        Assert.Equal(Canonical.Json(Something), parts[1]);
        string stamp = Header(parts[0], WebhookChannel.TimestampHeader);
        byte[] expected = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes("SECRET"), Encoding.UTF8.GetBytes($"{stamp}.{parts[1]}"));
        Assert.Equal(
            "sha256=" + Convert.ToHexStringLower(expected), Header(parts[0], WebhookChannel.SignatureHeader));
    }

    [Fact]
    public async Task Tell_AServerThatStumbles_IsTriedAgain()
    {
        Task serving = ServeAsync("503 Busy", "", "200 OK");

        await Channel().TellAsync(Something, default);
        await serving;

        Assert.Equal(3, _requests.Count);
    }

    [Fact]
    public async Task Tell_AServerThatKeepsFailing_GivesUpWithoutTellingTheAddress()
    {
        Task serving = ServeAsync("500 No", "500 No", "500 No");

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(
            () => Channel().TellAsync(Something, default));
        await serving;

        Assert.Equal(3, failed.Attempts);
        Assert.Contains("500", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400 Wrong")]
    [InlineData("302 Elsewhere\r\nLocation: http://127.0.0.1:1/")]
    public async Task Tell_ARefusal_IsNotTriedAgainNorFollowed(string answer)
    {
        Task serving = ServeAsync(answer);

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(
            () => Channel().TellAsync(Something, default));
        await serving;

        Assert.Equal(1, failed.Attempts);
    }

    [Fact]
    public async Task Tell_NobodyListening_GivesUpWithoutTellingTheAddress()
    {
        string address = Address();
        _server.Stop();

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(
            () => Channel(address).TellAsync(Something, default));

        Assert.Equal(3, failed.Attempts);
        Assert.DoesNotContain("TOKEN", failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example.com/a", true)]
    [InlineData("http://127.0.0.1:5/a", true)]
    [InlineData("http://hooks.example.com/a", false)]
    [InlineData("ftp://hooks.example.com/a", false)]
    [InlineData("hooks", false)]
    [InlineData(null, false)]
    public void IsAddress_OfTheOpenNet_WantsHttps(string? text, bool expected) =>
        Assert.Equal(expected, WebhookChannel.IsAddress(text));

    private string Address() => $"http://{_server.LocalEndpoint}/hook/TOKEN";

    private WebhookChannel Channel(string? address = null)
    {
        string url = address ?? Address();
        WebhookOptions options = new(new VenueSecret("HOOK", _ => url), new VenueSecret("KEY", _ => "SECRET"))
        {
            FirstWait = TimeSpan.FromMilliseconds(1),
        };
        return new(options, _connections, TimeProvider.System);
    }

    // One connection for each answer; an empty answer hangs up.
    private async Task ServeAsync(params string[] answers)
    {
        foreach (string answer in answers)
        {
            using TcpClient client = await _server.AcceptTcpClientAsync();
            await using NetworkStream stream = client.GetStream();
            _requests.Add(await ReadAsync(stream));
            if (answer.Length > 0)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        StringBuilder request = new();
        byte[] buffer = new byte[4096];
        while (true)
        {
            int read = await stream.ReadAsync(buffer);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            string[] parts = request.ToString().Split("\r\n\r\n", 2);
            if (read == 0 || (parts.Length == 2
                && parts[1].Length >= int.Parse(Header(parts[0], "Content-Length"), null)))
            {
                return request.ToString();
            }
        }
    }

    private static string Header(string head, string name) => head.Split("\r\n")
        .Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
}
