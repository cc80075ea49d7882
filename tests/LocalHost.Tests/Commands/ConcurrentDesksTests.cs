using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Adapters.MarketData;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>
/// Four processes of the program trade one account at one venue, sixteen cycles each at the same time; what
/// is looked at is the venue's own ledger, trade by trade.
/// </summary>
public sealed class ConcurrentDesksTests : IDisposable
{
    private const int Processes = 4;
    private const int CyclesOfAProcess = 16;
    private const decimal Cash = 100_000m, Wanted = 5_000m;

    // The desk owns what the venue's account holds and what its paper account was opened with.
    private const decimal Paper = 1m, Gross = 0.5m * (Cash + Paper), OneInstrument = 0.2m * (Cash + Paper);
    private const string Key = "key-of-a-test", Secret = "secret-of-a-test";
    private const string KeyVariable = "TRADINGBASE_TEST_VENUE_KEY";
    private const string SecretVariable = "TRADINGBASE_TEST_VENUE_SECRET";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_FourProcessesOfSixteenCycles_VenueIsNeverBeyondALimit()
    {
        Environment.SetEnvironmentVariable(KeyVariable, Key);
        Environment.SetEnvironmentVariable(SecretVariable, Secret);
        ExchangeCore venue = new(TimeProvider.System, ExchangeIdRule.UniqueWhileOpen);
        (Instrument Instrument, decimal Price)[] world = await ListAsync(venue);
        await using LoopbackDoor door = new(new(new BinanceWire(venue, Key, Secret), TrapPlan.None));
        string config = Configure(door.Address, world.Select(one => one.Instrument.Id.Symbol));
        List<DeskProcess> desks = [];
        try
        {
            for (int i = 0; i < Processes; i++)
            {
                desks.Add(await DeskProcess.ServeAsync(
                    _folder.Path, "--config", config, "--store", _folder.File($"store-{i}.db"),
                    "--state", _folder.File("state.db")));
            }

            await AdoptedAsync(desks[0]);
            int asked = (await Task.WhenAll(desks.Select((desk, i) => TradeAsync(desk, i, world)))).Sum();

            AssertNeverBeyond(venue);
            Assert.Equal(Processes * CyclesOfAProcess, asked);
            Assert.InRange(venue.Trades.Select(trade => trade.Order.Id).Distinct().Count(), 5, asked - 5);
        }
        finally
        {
            await Task.WhenAll(desks.Select(desk => desk.DisposeAsync().AsTask()));
        }

        await using LocalHost.Storage.SqliteStateStore state =
            LocalHost.Storage.SqliteStateStore.Open(_folder.File("state.db"));
        Assert.Empty(await new Desk.ExposureRegister(state, TimeProvider.System).ReadAsync(default));
        JsonNode verified = await DeskProcess.RunJsonAsync(
            _folder.Path, "verify", "--state", _folder.File("state.db"));
        Assert.True((bool)verified["ok"]!, verified.ToJsonString());
    }

    private static async Task<(Instrument Instrument, decimal Price)[]> ListAsync(ExchangeCore venue)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CryptoSpot market = new();
        SimulatedFeed feed = new(
            new() { Seed = 5, Instruments = 16, To = DateOnly.FromDateTime(now.UtcDateTime).AddDays(31) },
            Some.Markets());
        List<(Instrument, decimal)> world = [];
        foreach (Instrument instrument in await feed.ListAsync(market, default))
        {
            decimal price = (await feed.ReadAsync(instrument, now, 1, default)).Bars[^1].Close;
            string symbol = instrument.Id.Symbol;
            venue.List(
                new(symbol, symbol[..^3], "USD") { Lot = instrument.Lot, MinQuantity = instrument.Lot, MaxQuantity = 1e9m },
                PricePaths.Flat(now.AddHours(-1), price - 0.01m, price, 1e9m));
            world.Add((instrument, price));
        }

        venue.Deposit("USD", Cash);
        return [.. world];
    }

    // The first reconciliation takes the venue's account over; before it the desk is worth a dollar,
    // and its first cycle finds it without a hold.
    private static async Task AdoptedAsync(DeskProcess desk)
    {
        using HttpClient client = desk.Client();
        await Requests.EventuallyAsync(async () =>
        {
            JsonNode book = JsonNode.Parse(await client.GetStringAsync("/api/portfolio"))!;
            return (decimal?)book["cash"]?["USD"] >= Cash ? book : null;
        });
    }

    // Orders are worth 5,000 dollars each: together 320,000, more than six times what may be held.
    private static async Task<int> TradeAsync(
        DeskProcess desk, int number, (Instrument Instrument, decimal Price)[] world)
    {
        using HttpClient client = desk.Client("adminKey");
        string[] ids = [.. Enumerable.Range(0, CyclesOfAProcess).Select(i => $"exposure-{number}-{i}")];
        await Task.WhenAll(ids.Select(async (id, i) =>
        {
            (Instrument instrument, decimal price) = world[i % world.Length];
            string body = JsonSerializer.Serialize(new
            {
                intentId = id, strategy = $"outside-{number}", market = "crypto-spot",
                symbol = instrument.Id.Symbol, side = "buy",
                quantity = Math.Round((Wanted + number + (10 * i)) / price, 5, MidpointRounding.ToZero),
                decidedAt = TimeProvider.System.GetUtcNow(), limitPrice = price,
            });
            using HttpResponseMessage sent = await client.PostAsync(
                "/api/queues/order-intents/messages", Requests.Json(body));
            Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        }));
        int asked = 0;
        foreach (string id in ids)
        {
            await Requests.EventuallyAsync(async () =>
            {
                using HttpResponseMessage answer = await client.GetAsync(
                    $"/api/cycles/{Functions.Messages.CycleIds.ForIntent(id)}");
                JsonNode? found = answer.IsSuccessStatusCode
                    ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())
                    : null;
                Assert.False((string?)found?["status"] == "failed", found?.ToJsonString());
                return (string?)found?["status"] == "completed" ? found : null;
            });
            asked++;
        }

        return asked;
    }

    private static void AssertNeverBeyond(ExchangeCore venue)
    {
        decimal gross = 0, cash = Cash;
        Dictionary<string, decimal> held = [];
        foreach (ExchangeTrade trade in venue.Trades)
        {
            decimal worth = trade.Quantity * trade.Price;
            string symbol = trade.Order.Ticket.Symbol;
            gross += worth;
            cash -= worth + trade.Fee;
            held[symbol] = held.GetValueOrDefault(symbol) + worth;
            Assert.True(gross <= Gross, $"Trade {trade.Id} makes {gross} of {Gross} in all.");
            Assert.True(
                held[symbol] <= OneInstrument, $"Trade {trade.Id} makes {held[symbol]} of {OneInstrument} in {symbol}.");
            Assert.True(cash >= 0, $"Trade {trade.Id} leaves {cash}.");
        }

        Assert.True(gross > 0.8m * Gross, $"Only {gross} was ever held: the limit was never near.");
    }

    private string Configure(Uri venue, IEnumerable<string> symbols)
    {
        string path = _folder.File("desk.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            desk = new { startingCash = Paper },
            data = new { kind = "simulated", seed = 5, instruments = 16 },
            markets = new[] { new { name = "crypto-spot", instruments = symbols.ToArray(), cadenceMinutes = 1440 } },
            risk = new
            {
                maxGrossExposure = 0.5, maxConcentration = 0.2, maxRepeats = 1_000,
                maxVolumeShare = 1,
            },
            brokers = new[]
            {
                new
                {
                    kind = "binance", markets = new[] { "crypto-spot" }, baseUrl = venue.ToString(),
                    keyVariable = KeyVariable, secretVariable = SecretVariable,
                },
            },
        }));
        return path;
    }
}
