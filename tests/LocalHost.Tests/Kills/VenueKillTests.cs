using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Commands;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.Testing.Exchange;
using Xunit.Abstractions;

namespace TradingBase.LocalHost.Tests.Kills;

/// <summary>
/// The kill switch of a running program, over sockets and in real time. <c>TRADINGBASE_KILL_ORDERS</c> sets
/// how many of the 500 orders the desk itself sends; the rest is put into the venue's book past it.
/// </summary>
/// <param name="output">Gets the measured times; what is asserted is the venue's own log.</param>
public sealed class VenueKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Orders = 500;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_FiveHundredOpenOrders_CancelAllEmptiesTheBookBeforeTheAnswer()
    {
        int own = int.Parse(
            Environment.GetEnvironmentVariable("TRADINGBASE_KILL_ORDERS") ?? "12",
            CultureInfo.InvariantCulture);
        await using VenueDesk desk = await VenueDesk.StartAsync(_folder);
        using HttpClient admin = desk.Process.Client("adminKey");
        await RestAsync(desk, admin, own);

        (JsonNode answer, ExchangeOrder[] left) = await KillAsync(desk, admin, flatten: false);

        Assert.Empty(left);
        WireCall[] asked = [.. desk.Wire.Seen.Select(seen => seen.Call)];
        Assert.InRange(asked.Count(call => call is WireCall.CancelAll), 1, 3 * desk.World.Count);
        Assert.InRange(asked.Count(call => call is WireCall.Cancel), 0, own);
        Assert.Equal("Halted", (string?)answer["halt"]!["done"]);
        Assert.Equal(Orders, desk.Venue.Orders.Count(order => order.State is ExchangeOrderState.Canceled));
        await Requests.EventuallyAsync(async () =>
        {
            JsonArray known = (await admin.GetFromJsonAsync<JsonNode>("/api/orders?take=500"))!["orders"]!
                .AsArray();
            int ended = known.Count(order => (string?)order!["report"]!["status"] == "canceled");
            return ended >= own ? known : null;
        });
    }

    [Fact]
    public async Task Kill_OneOfTwoVenuesSilentAndACycleHanging_EmptiesTheOtherVenue()
    {
        await using VenueDesk desk = await VenueDesk.StartAsync(_folder, twoVenues: true);
        using HttpClient admin = desk.Process.Client("adminKey");
        await RestAsync(desk, admin, own: 4);
        desk.SilenceSecond();
        await desk.SendToSecondAsync(admin);
        await Requests.EventuallyAsync(async () => await CycleAsync(admin) is "running" ? "running" : null);

        (JsonNode answer, ExchangeOrder[] left) = await KillAsync(desk, admin, flatten: false);

        Assert.Empty(left);
        JsonNode[] venues = [.. answer["venues"]!.AsArray().Select(venue => venue!)];
        Assert.NotNull((string?)venues[0]["trouble"]);
        Assert.Equal(("binance", null), ((string?)venues[1]["venue"], (string?)venues[1]["trouble"]));
    }

    [Fact]
    public async Task Kill_VenueThatRefusesMarketOrders_ClosesThePositionByALimitThatIsTakenAtOnce()
    {
        await using VenueDesk desk = await VenueDesk.StartAsync(_folder, takesMarketOrders: false);
        using HttpClient admin = desk.Process.Client("adminKey");
        await desk.SendAsync(admin, 0, shareOfPrice: 1.01m, worth: 5_000m);
        await Requests.EventuallyAsync(async () =>
            (await admin.GetFromJsonAsync<JsonNode>("/api/portfolio"))!["positions"]!.AsArray()
                .FirstOrDefault());
        string coin = desk.World[0].Instrument.Id.Symbol[..^3];
        decimal held = desk.Venue.Ledger.Total(coin);
        Assert.True(held > 0, $"{held} {coin} were bought.");

        (JsonNode answer, _) = await KillAsync(desk, admin, flatten: true);
        JsonNode report = await Requests.EventuallyAsync(async () =>
        {
            using HttpResponseMessage told = await admin.GetAsync($"/api/kill/{(string)answer["killId"]!}");
            JsonNode? found = told.IsSuccessStatusCode
                ? await told.Content.ReadFromJsonAsync<JsonNode>()
                : null;
            return (bool?)found?["ended"] is true ? found : null;
        });

        string json = report.ToJsonString();
        Assert.True((bool?)report["complete"], json);
        JsonNode position = Assert.Single(report["venues"]![0]!["positions"]!.AsArray())!;
        Assert.Equal((held, 0m), ((decimal)position["held"]!, (decimal)position["left"]!));
        Assert.Equal(0m, desk.Venue.Ledger.Total(coin));
        string[] sells = [.. desk.Wire.Seen
            .Where(seen => seen.Call is WireCall.Place && Text(seen.Request).Contains("side=SELL"))
            .Select(seen => Text(seen.Request))];
        Assert.Contains("type=MARKET", sells[0], StringComparison.Ordinal);
        ExchangeOrder exit = Assert.Single(desk.Venue.Orders, order => !order.Ticket.IsBuy);
        Assert.Equal(
            (ExchangeOrderKind.Limit, held), (exit.Ticket.Kind, exit.Trades.Sum(trade => trade.Quantity)));
        output.WriteLine($"{sells.Length} exits were sent; the last was filled at {exit.MeanPrice}.");
    }

    private static string Text(WireRequest request) => $"{request.Query}&{request.Text}";

    private static async Task<string?> CycleAsync(HttpClient client)
    {
        string id = Functions.Messages.CycleIds.ForIntent("second");
        JsonNode cycle = await Requests.EventuallyAsync(async () =>
        {
            using HttpResponseMessage answer = await client.GetAsync($"/api/cycles/{id}");
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>() : null;
        });
        return (string?)cycle["status"];
    }

    private static async Task RestAsync(VenueDesk desk, HttpClient admin, int own)
    {
        await Task.WhenAll(Enumerable.Range(0, own).Select(
            number => desk.SendAsync(admin, number, shareOfPrice: 0.98m, worth: 50m)));
        Stopwatch waited = Stopwatch.StartNew();
        while (desk.Open().Length < own)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(10), $"{desk.Open().Length} of {own} rest.");
            await Task.Delay(100);
        }

        desk.Rest(Orders - own);
        Assert.Equal(Orders, desk.Open().Length);
    }

    private async Task<(JsonNode Answer, ExchangeOrder[] Left)> KillAsync(
        VenueDesk desk, HttpClient admin, bool flatten)
    {
        int open = desk.Open().Length;
        DateTimeOffset asked = TimeProvider.System.GetUtcNow();
        long begin = Stopwatch.GetTimestamp();
        JsonNode answer = await VenueDesk.KillAsync(admin, flatten);
        TimeSpan answered = Stopwatch.GetElapsedTime(begin);
        ExchangeOrder[] left = desk.Open();
        DateTimeOffset last = desk.Venue.Orders
            .Where(order => order.State is ExchangeOrderState.Canceled)
            .Select(order => order.UpdatedAt).DefaultIfEmpty(asked).Max();
        output.WriteLine(FormattableString.Invariant(
            $"{open} open orders, answers after 20 ms: the venue's book was empty after ")
            + FormattableString.Invariant($"{(last - asked).TotalSeconds:0.000} s, ")
            + FormattableString.Invariant($"the kill answered after {answered.TotalSeconds:0.000} s; ")
            + $"{desk.Wire.Seen.Count(seen => seen.Call is WireCall.CancelAll)} requests took all back.");
        return (answer, left);
    }
}
