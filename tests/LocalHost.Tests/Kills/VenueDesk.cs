using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Adapters.MarketData;
using TradingBase.LocalHost.Tests.Commands;
using TradingBase.LocalHost.Tests.Storage;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.LocalHost.Tests.Kills;

/// <summary>
/// The program over the socket of a loopback exchange that speaks Binance's wire, each answer 20 ms late;
/// where it is asked for, with Alpaca's wire as a second venue.
/// </summary>
internal sealed class VenueDesk : IAsyncDisposable
{
    internal const decimal Cash = 1_000_000m;
    private const string Key = "key-of-a-test", Secret = "secret-of-a-test";
    private const string KeyVariable = "TRADINGBASE_TEST_VENUE_KEY";
    private const string SecretVariable = "TRADINGBASE_TEST_VENUE_SECRET";
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(20);

    private readonly TempFolder _folder;
    private readonly LoopbackDoor _door;
    private readonly LoopbackDoor? _second;
    private InstrumentId _share;

    private VenueDesk(TempFolder folder, bool twoVenues)
    {
        _folder = folder;
        Venue = new(TimeProvider.System, ExchangeIdRule.UniqueWhileOpen);
        Wire = new(new BinanceWire(Venue, Key, Secret), TrapPlan.None);
        _door = new(Wire) { AnswerDelay = Late };
        if (twoVenues)
        {
            ExchangeCore shares = new(TimeProvider.System, ExchangeIdRule.UniqueForever);
            shares.Deposit("USD", Cash);
            _second = new(new(new AlpacaWire(shares, Key, Secret), TrapPlan.None)) { AnswerDelay = Late };
        }
    }

    /// <summary>The exchange for coins.</summary>
    internal ExchangeCore Venue { get; }

    /// <summary>What it was asked.</summary>
    internal TrappedWire Wire { get; }

    /// <summary>What is traded there, and at which price.</summary>
    internal IReadOnlyList<(Instrument Instrument, decimal Price)> World { get; private set; } = [];

    /// <summary>The program.</summary>
    internal DeskProcess Process { get; private set; } = null!;

    /// <summary>Opens the exchange, starts the program and waits until it owns the account.</summary>
    internal static async Task<VenueDesk> StartAsync(
        TempFolder folder, bool twoVenues = false, bool takesMarketOrders = true)
    {
        Environment.SetEnvironmentVariable(KeyVariable, Key);
        Environment.SetEnvironmentVariable(SecretVariable, Secret);
        VenueDesk desk = new(folder, twoVenues);
        await desk.ListAsync(takesMarketOrders);
        desk.Process = await DeskProcess.ServeAsync(
            folder.Path, "--config", desk.Configure(), "--store", folder.File("store.db"),
            "--state", folder.File("state.db"));
        using HttpClient client = desk.Process.Client();
        await Requests.EventuallyAsync(async () =>
        {
            JsonNode book = (await client.GetFromJsonAsync<JsonNode>("/api/portfolio"))!;
            JsonNode state = (await client.GetFromJsonAsync<JsonNode>("/api/state"))!;
            bool owns = (decimal?)book["cash"]?["USD"] >= Cash;
            return owns && (string?)state["state"] == "active" ? state : null;
        });
        return desk;
    }

    /// <summary>Lets the second venue take connections and answer nothing more.</summary>
    internal void SilenceSecond() => _second!.Silent = true;

    /// <summary>Orders that are open at the exchange.</summary>
    internal ExchangeOrder[] Open()
    {
        lock (Venue.Gate)
        {
            return [.. Venue.Orders.Where(order => order.IsOpen)];
        }
    }

    /// <summary>Has the desk send a limit order, priced at a share of the price.</summary>
    internal async Task SendAsync(HttpClient admin, int number, decimal shareOfPrice, decimal worth)
    {
        (Instrument instrument, decimal price) = World[number % World.Count];
        decimal limit = Math.Floor(price * shareOfPrice * 100) / 100;
        decimal quantity = Math.Round((worth + number * 0.1m) / limit, 5, MidpointRounding.ToZero);
        await SendAsync(admin, $"kill-{number}", instrument.Id, quantity, limit);
    }

    /// <summary>Has the desk send an order to the second venue.</summary>
    internal Task SendToSecondAsync(HttpClient admin) => SendAsync(admin, "second", _share, 1m, null);

    /// <summary>Puts orders into the exchange's book past the desk, under ids of their own.</summary>
    internal void Rest(int count)
    {
        lock (Venue.Gate)
        {
            for (int i = 0; i < count; i++)
            {
                (Instrument instrument, decimal price) = World[i % World.Count];
                decimal limit = Math.Floor(price * 98) / 100;
                string id = string.Create(CultureInfo.InvariantCulture, $"elsewhere-{i}");
                decimal quantity = Math.Round(50m / limit, 5);
                ExchangePlacement placed = Venue.Place(
                    new(instrument.Id.Symbol, id, IsBuy: true, ExchangeOrderKind.Limit, quantity)
                    {
                        Limit = limit,
                    });
                Assert.Null(placed.Refusal);
            }
        }
    }

    /// <summary>Pulls the kill switch.</summary>
    internal static async Task<JsonNode> KillAsync(HttpClient admin, bool flatten)
    {
        using HttpResponseMessage answer = await admin.PostAsync("/api/kill", Requests.Json(
            $$"""{ "by": "Ada", "why": "A test.", "flatten": {{(flatten ? "true" : "false")}} }"""));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task SendAsync(
        HttpClient admin, string intent, InstrumentId instrument, decimal quantity, decimal? limit)
    {
        string body = JsonSerializer.Serialize(new
        {
            intentId = intent, strategy = $"outside-{intent}", market = instrument.Market,
            symbol = instrument.Symbol, side = "buy", quantity, limitPrice = limit,
            decidedAt = TimeProvider.System.GetUtcNow(),
        });
        using HttpResponseMessage sent = await admin.PostAsync(
            "/api/queues/order-intents/messages", Requests.Json(body));
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        await _door.DisposeAsync();
        if (_second is not null)
        {
            await _second.DisposeAsync();
        }
    }

    private async Task ListAsync(bool takesMarketOrders)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        SimulatedFeed feed = new(
            new() { Seed = 5, Instruments = 16, To = DateOnly.FromDateTime(now.UtcDateTime).AddDays(31) },
            Some.Markets());
        List<(Instrument, decimal)> world = [];
        foreach (Instrument instrument in await feed.ListAsync(new CryptoSpot(), default))
        {
            decimal price = (await feed.ReadAsync(instrument, now, 1, default)).Bars[^1].Close;
            string symbol = instrument.Id.Symbol;
            Venue.List(
                new(symbol, symbol[..^3], "USD")
                {
                    MaxQuantity = 1e9m,
                    MaxOpenOrders = 1_000, TakesMarketOrders = takesMarketOrders,
                },
                PricePaths.Flat(now.AddHours(-1), price - 0.01m, price, 1e9m));
            world.Add((instrument, price));
        }

        Venue.Deposit("USD", Cash);
        World = world;
        _share = (await feed.ListAsync(new UsEquities(), default))[0].Id;
    }

    private string Configure()
    {
        string path = _folder.File("desk.json");
        List<object> markets =
        [
            new
            {
                name = "crypto-spot", cadenceMinutes = 1440,
                instruments = World.Select(one => one.Instrument.Id.Symbol).ToArray(),
            },
        ];
        List<object> brokers = [Broker("binance", "crypto-spot", _door.Address)];
        if (_second is not null)
        {
            string[] shares = [_share.Symbol];
            markets.Add(new { name = "us-equities", cadenceMinutes = 1440, instruments = shares });
            brokers.Add(Broker("alpaca", "us-equities", _second.Address));
        }

        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            desk = new { startingCash = 1m },
            data = new { kind = "simulated", seed = 5, instruments = 16 },
            markets,
            risk = new { maxRepeats = 1_000, maxVolumeShare = 1, maxOpenOrders = 2_000 },
            brokers,
        }));
        return path;
    }

    private static object Broker(string kind, string market, Uri address) => new
    {
        kind, markets = new[] { market }, baseUrl = address.ToString(), keyVariable = KeyVariable,
        secretVariable = SecretVariable, timeoutSeconds = 2,
    };
}
