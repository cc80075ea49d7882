using TradingBase.Functions.Messages;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests;

public sealed class IntentReaderTests
{
    private const string Good =
        """
        { "intentId": "one", "strategy": "outside", "market": "fx", "symbol": "EURUSD", "side": "buy",
          "quantity": 1000, "decidedAt": "2017-12-29T21:05:00Z", "limitPrice": 1.2 }
        """;

    private readonly IntentReader _reader = new(new MarketCatalog(Some.Markets()));

    [Fact]
    public void Read_AGoodMessage_GivesTheIntent()
    {
        OrderIntent intent = _reader.Read("order-intents", Good);

        Assert.Equal(("one", 1000m, 1.2m), (intent.IntentId, intent.Quantity, intent.LimitPrice));
    }

    [Theory]
    [InlineData("\"one\"", "\"a/b\"", "$.intentId")]
    [InlineData("\"outside\"", "\" \"", "$.strategy")]
    [InlineData("\"fx\"", "\"moon-rocks\"", "$.market")]
    [InlineData("\"EURUSD\"", "\"\"", "$.symbol")]
    [InlineData("\"buy\"", "\"hold\"", "$.side")]
    [InlineData("1000", "0", "$.quantity")]
    [InlineData("1000", "-5", "$.quantity")]
    [InlineData("1.2", "0", "$.limitPrice")]
    [InlineData("\"limitPrice\"", "\"limit\"", "limit")]
    [InlineData("\"symbol\": \"EURUSD\",", "", "symbol")]
    public void Read_AMistake_NamesItsPlace(string good, string wrong, string place)
    {
        InvalidMessageException refused = Assert.Throws<InvalidMessageException>(
            () => _reader.Read("order-intents", Good.Replace(good, wrong, StringComparison.Ordinal)));

        Assert.Contains(place, refused.Reason, StringComparison.Ordinal);
    }
}
