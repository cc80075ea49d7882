using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TradingBase.Adapters.Alerts;
using TradingBase.Adapters.Http;
using TradingBase.Desk;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Alerts;

/// <summary>The webhook against a server on loopback; every wait in here has an end.</summary>
public sealed class WebhookChannelTests : IDisposable
{
    private static readonly Alert Something = new(
        "desk:held", "desk-state", AlertSeverity.Critical, "The desk is Halted: a test.", Some.DeskTime);

    private readonly VenueConnections _connections = new();

    public void Dispose() => _connections.Dispose();

    [Fact]
    public async Task Tell_AnAlert_PostsItOnceWithASignatureThatFits()
    {
        await using HookServer server = new HookServer("204 No Content").Open();

        await TellAsync(server.Address);

        string[] parts = Assert.Single(server.Requests).Split("\r\n\r\n", 2);
        Assert.StartsWith("POST /hook/TOKEN HTTP/1.1", parts[0], StringComparison.Ordinal);
        Assert.Equal(Canonical.Json(Something), parts[1]);
        Assert.Equal(
            AlertBook.RecordIdOf(Something), HookServer.Header(parts[0], WebhookChannel.AlertHeader));
        string stamp = HookServer.Header(parts[0], WebhookChannel.TimestampHeader);
        byte[] expected = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes("SECRET"), Encoding.UTF8.GetBytes($"{stamp}.{parts[1]}"));
        Assert.Equal(
            "sha256=" + Convert.ToHexStringLower(expected),
            HookServer.Header(parts[0], WebhookChannel.SignatureHeader));
    }

    [Theory]
    [InlineData("503 Busy")]
    [InlineData("500 No")]
    [InlineData("429 Slowly")]
    [InlineData("408 Late")]
    [InlineData(HookServer.HangsUp)]
    public async Task Tell_AServerThatStumblesTwice_IsTriedAgain(string stumble)
    {
        await using HookServer server = new HookServer(stumble, stumble, "200 OK").Open();

        await TellAsync(server.Address);

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Tell_AServerThatKeepsFailing_GivesUpWithoutTellingTheAddress()
    {
        await using HookServer server = new HookServer("500 No", "500 No", "500 No").Open();

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(() => TellAsync(server.Address));

        Assert.Equal((3, 3), (failed.Attempts, server.Requests.Count));
        Assert.Contains("500", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400 Wrong")]
    [InlineData("404 Nowhere")]
    [InlineData("302 Elsewhere\r\nLocation: /elsewhere")]
    public async Task Tell_ARefusal_IsNotTriedAgainNorFollowed(string answer)
    {
        await using HookServer server = new HookServer(answer).Open();

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(() => TellAsync(server.Address));

        Assert.Equal(1, failed.Attempts);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Tell_AServerThatStaysSilent_IsTriedAgainAndGivenUp()
    {
        await using HookServer server =
            new HookServer(HookServer.StaysSilent, HookServer.StaysSilent, HookServer.StaysSilent).Open();

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(
            () => TellAsync(server.Address, TimeSpan.FromMilliseconds(200)));

        Assert.Equal(3, failed.Attempts);
        Assert.Contains("no answer within", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_NobodyListening_GivesUpWithoutTellingTheAddress()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        string address = $"http://{closed.LocalEndpoint}/hook/TOKEN";
        closed.Stop();

        WebhookException failed = await Assert.ThrowsAsync<WebhookException>(() => TellAsync(address));

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

    private Task TellAsync(string address, TimeSpan? timeout = null)
    {
        WebhookOptions options = new(
            new VenueSecret("HOOK", _ => address), new VenueSecret("KEY", _ => "SECRET"))
        {
            FirstWait = TimeSpan.FromMilliseconds(1),
            Timeout = timeout ?? TimeSpan.FromSeconds(3),
        };
        return new WebhookChannel(options, _connections, TimeProvider.System)
            .TellAsync(Something, default)
            .WaitAsync(HookServer.Limit);
    }
}
