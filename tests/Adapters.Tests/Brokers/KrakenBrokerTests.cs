using System.Globalization;
using System.Net;
using System.Text;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Execution;
using TradingBase.Strategy;
using static TradingBase.Adapters.Tests.Brokers.KrakenAnswers;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class KrakenBrokerTests
{
    private readonly LiveDesk _desk = new("kraken", ["BTCUSD", "ETHUSD"]);
    private readonly KrakenBroker _broker;

    public KrakenBrokerTests()
    {
        _broker = new(_desk.Book);
        Prepare(_desk.Venue);
    }

    public static TheoryData<OrderType, TimeInForce, decimal?, decimal?, string> Orders => new()
    {
        { OrderType.Market, TimeInForce.Day, null, null, "ordertype=market" },
        { OrderType.MarketOnOpen, TimeInForce.Day, null, null, "ordertype=market" },
        { OrderType.Limit, TimeInForce.Day, 99.5m, null, "ordertype=limit&price=99.5&timeinforce=GTC" },
        {
            OrderType.Limit, TimeInForce.GoodTilCanceled, 99.5m, null,
            "ordertype=limit&price=99.5&timeinforce=GTC"
        },
        {
            OrderType.Limit, TimeInForce.ImmediateOrCancel, 99.5m, null,
            "ordertype=limit&price=99.5&timeinforce=IOC"
        },
        {
            OrderType.Limit, TimeInForce.FillOrKill, 99.5m, null, "ordertype=limit&price=99.5&timeinforce=FOK"
        },
        { OrderType.Stop, TimeInForce.Day, null, 101m, "ordertype=stop-loss&price=101" },
        {
            OrderType.StopLimit, TimeInForce.Day, 102m, 101m,
            "ordertype=stop-loss-limit&price=101&price2=102&timeinforce=GTC"
        },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Submit_EveryTypeAndForce_IsWrittenInTheVenuesWords(
        OrderType type, TimeInForce force, decimal? limit, decimal? stop, string expected)
    {
        OrderReport report = await _broker.SubmitAsync(
            Order(limit: limit, type: type, force: force, stop: stop), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Accepted, null), (report.Status, report.Reason));
        ScriptedVenue.Seen sent = Assert.Single(
            _desk.Venue.Requests, seen => seen.PathAndQuery == "/0/private/AddOrder");
        string[] terms = [.. expected.Split('&'), $"cl_ord_id={Uuid}", "pair=XBTUSD", "type=buy", "volume=1",
            "oflags=fciq"];
        Assert.Equal(
            terms.Order(StringComparer.Ordinal),
            sent.Body.Split('&').Where(field => !field.StartsWith("nonce=", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        string nonce = sent.Body.Split('&')[0]["nonce=".Length..];
        Assert.Equal(LiveDesk.Key, sent.Headers["API-Key"]);
        Assert.Equal(
            KrakenSignature.Sign(
                Convert.FromBase64String(LiveDesk.Secret), "/0/private/AddOrder", nonce, sent.Body),
            sent.Headers["API-Sign"]);
    }

    [Theory]
    [InlineData("EOrder:Insufficient funds", OrderStatus.Rejected)]
    [InlineData("EGeneral:Invalid arguments:price", OrderStatus.Rejected)]
    [InlineData("EAPI:Invalid key", OrderStatus.Rejected)]
    [InlineData("EService:Market in cancel_only mode", OrderStatus.Rejected)]
    [InlineData("EAPI:Rate limit exceeded", OrderStatus.Rejected)]
    [InlineData("EOrder:Rate limit exceeded", OrderStatus.Rejected)]
    [InlineData("EGeneral:Temporary lockout", OrderStatus.Rejected)]
    [InlineData("EService:Unavailable", OrderStatus.Unknown)]
    [InlineData("EService:Timeout", OrderStatus.Unknown)]
    [InlineData("EService:Busy", OrderStatus.Unknown)]
    [InlineData("EGeneral:Internal error", OrderStatus.Unknown)]
    [InlineData("EWhatever:Nobody knows", OrderStatus.Unknown)]
    [InlineData("EOrder:Insufficient funds\",\"EService:Unavailable", OrderStatus.Unknown)]
    [InlineData("WGeneral:Danger\",\"EOrder:Insufficient funds", OrderStatus.Rejected)]
    public async Task Submit_AnErrorWithHttp200_IsDefinitiveOnlyWhereItProvesIt(
        string error, OrderStatus expected)
    {
        _desk.Venue.On(Send, Bad(error));

        OrderReport report = await _broker.SubmitAsync(Order(), LiveDesk.Now, default);

        Assert.Equal(expected, report.Status);
        Assert.NotNull(report.Reason);
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Theory]
    [InlineData("EAPI:Rate limit exceeded", 10)]
    [InlineData("EOrder:Rate limit exceeded", 10)]
    [InlineData("EGeneral:Temporary lockout", 120)]
    public async Task Submit_TooMuch_MakesEveryProcessWait(string error, int seconds)
    {
        _desk.Venue.On(Send, Bad(error));

        await _broker.SubmitAsync(Order(), LiveDesk.Now, default);
        KrakenBroker other = new(_desk.Book);

        if (seconds > 10)
        {
            VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
                () => other.QueryAsync(Order(id: "order-2"), LiveDesk.Now, default));
            Assert.Equal(TimeSpan.FromSeconds(seconds), refused.RetryAfter);
        }
        else
        {
            Assert.Null(_desk.Run(() => other.QueryAsync(Order(id: "order-2"), LiveDesk.Now, default)));
            Assert.InRange(
                _desk.Clock.GetUtcNow(), LiveDesk.Start.AddSeconds(seconds),
                LiveDesk.Start.AddSeconds(seconds + 1));
        }
    }

    [Fact]
    public async Task Submit_AWarningBesideAResult_IsNoError()
    {
        _desk.Venue.On(
            Send, """{"error":["WOrder:Something odd"],"result":{"descr":{},"txid":["OAAAAA-1"]}}""");

        Assert.Equal(
            OrderStatus.Accepted, (await _broker.SubmitAsync(Order(), LiveDesk.Now, default)).Status);
    }

    [Fact]
    public async Task Submit_AWrongNonce_IsSentAgainWithAHigherOne()
    {
        _desk.Venue.On(Send, Bad("EAPI:Invalid nonce"), times: 3);

        OrderReport report = await _broker.SubmitAsync(Order(), LiveDesk.Now, default);

        Assert.Equal(OrderStatus.Accepted, report.Status);
        long[] nonces = [.. _desk.Venue.Requests.Where(seen => seen.Body.Length > 0).Select(seen =>
            long.Parse(seen.Body.Split('&')[0]["nonce=".Length..], CultureInfo.InvariantCulture))];
        Assert.Equal(nonces.Order(), nonces);
        Assert.Equal(4, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_ANonceThatIsNeverRight_IsRejectedInTheEnd()
    {
        _desk.Venue.On(Send, Bad("EAPI:Invalid nonce"));

        OrderReport report = await _broker.SubmitAsync(Order(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Rejected, 4), (report.Status, _desk.Venue.Count(Send)));
    }

    [Fact]
    public async Task Submit_WithoutAnAnswerAndAgain_LooksAmongClosedOrdersAndSendsNothing()
    {
        _desk.Venue.On(Send, "", HttpStatusCode.GatewayTimeout);
        OrderReport first = await _broker.SubmitAsync(Order(), LiveDesk.Now, default);
        _desk.Venue.On(Closed, Good($"\"closed\":{{{Told("canceled", "0")}}},\"count\":1"));

        OrderReport again = await new KrakenBroker(_desk.Book).SubmitAsync(Order(), LiveDesk.Now, default);

        Assert.Equal((OrderStatus.Unknown, OrderStatus.Canceled), (first.Status, again.Status));
        Assert.Equal(1, _desk.Venue.Count(Send));
    }

    [Fact]
    public async Task Submit_ADuplicate_IsAnsweredByAQuery()
    {
        _desk.Venue.On(Open, Good($"\"open\":{{{Told("open", "0")}}}"))
            .On(Open, Good("\"open\":{}"), times: 1)
            .On(Send, Bad("EOrder:Duplicate order"));

        Assert.Equal(
            OrderStatus.Accepted, (await _broker.SubmitAsync(Order(), LiveDesk.Now, default)).Status);
    }

    [Theory]
    [InlineData("pending", "0", OrderStatus.Submitted)]
    [InlineData("open", "0", OrderStatus.Accepted)]
    [InlineData("open", "0.4", OrderStatus.PartiallyFilled)]
    [InlineData("closed", "1", OrderStatus.Filled)]
    [InlineData("closed", "0.4", OrderStatus.Canceled)]
    [InlineData("canceled", "0.4", OrderStatus.Canceled)]
    [InlineData("expired", "0", OrderStatus.Expired)]
    [InlineData("melted", "0", OrderStatus.Unknown)]
    public async Task Query_EveryStatus_IsOurs(string told, string filled, OrderStatus expected)
    {
        _desk.Venue.On(Open, Good($"\"open\":{{{Told(told, filled)}}}"))
            .On(Trades, Good($"\"trades\":{{{Trade("T1", filled)}}},\"count\":1"));

        OrderReport? report = await _broker.QueryAsync(Order(), LiveDesk.Now, default);

        Assert.Equal(expected, report?.Status);
        Assert.Equal(
            decimal.Parse(filled, CultureInfo.InvariantCulture), report!.Fills.Sum(fill => fill.Quantity));
        Assert.Equal(
            expected is OrderStatus.Unknown ? 1 : 0,
            _desk.Store.All().Count(row =>
                row.Partition.Contains("journal", StringComparison.Ordinal)
                && Encoding.UTF8.GetString(row.Value.Span).Contains(told, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Query_AnOrderThatIsNotOurs_IsNotTakenForIt()
    {
        _desk.Venue.On(Open, Good($"\"open\":{{{Told("open", "0", cl: KrakenAliases.NameOf("another"))}}}"));

        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => _broker.QueryAsync(Order(), LiveDesk.Now, default));

        Assert.Contains("1 orders came, 0 of them", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_AKnownOrder_IsAskedForByTheVenuesId()
    {
        _desk.Venue.On(Query, Good(Told("closed", "1")))
            .On(Trades, Good($"\"trades\":{{{Trade("T1", "1")}}},\"count\":1"));
        await _broker.SubmitAsync(Order(), LiveDesk.Now, default);

        OrderReport? report = await _broker.QueryAsync(Order(), LiveDesk.Now, default);

        Fill fill = Assert.Single(report!.Fills);
        Assert.Equal(
            ("T1", 1m, 100.5m, 0.26m, "USD", "kraken", LiveDesk.Start.AddMilliseconds(250.5)),
            (fill.TradeId, fill.Quantity, fill.Price, fill.Fee, fill.FeeCurrency, fill.Venue, fill.AtUtc));
        Assert.Equal(1, _desk.Venue.Count(Open));
    }

    [Fact]
    public async Task Query_ManyTrades_StopsWhereAllFillsAreThere()
    {
        string first = string.Join(',', Enumerable.Range(1, 50).Select(id => Trade($"T{id}", "1", "OTHER")));
        _desk.Venue.On(Closed, Good($"\"closed\":{{{Told("closed", "1")}}},\"count\":1"))
            .On(Trades, seen => ScriptedVenue.Answer(
                seen.Body.Contains("ofs=50", StringComparison.Ordinal)
                && seen.Body.Contains("end=", StringComparison.Ordinal)
                    ? Good($"\"trades\":{{{Trade("T51", "0.4")},{Trade("T52", "0.6")}}},\"count\":200")
                    : Good($"\"trades\":{{{first}}},\"count\":200")));

        OrderReport? report = await _broker.QueryAsync(Order(), LiveDesk.Now, default);

        Assert.Equal(["T51", "T52"], report!.Fills.Select(fill => fill.TradeId));
        Assert.Equal(2, _desk.Venue.Count(Trades));
    }
}
