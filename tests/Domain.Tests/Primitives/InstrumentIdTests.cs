using System.Text.Json;

namespace TradingBase.Domain.Tests.Primitives;

public sealed class InstrumentIdTests
{
    [Theory]
    [InlineData("AAPL@us-equities", "AAPL", "us-equities")]
    [InlineData("a@b@fx", "a@b", "fx")]
    [InlineData("EURUSD.ecb@fx", "EURUSD.ecb", "fx")]
    public void Parse_WrittenForm_GivesItsParts(string text, string symbol, string market)
    {
        InstrumentId id = InstrumentId.Parse(text);

        Assert.Equal(new(symbol, market), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAPL")]
    [InlineData("@fx")]
    [InlineData("AAPL@")]
    public void Parse_WithoutSymbolOrMarket_IsRefused(string text)
    {
        Assert.Throws<FormatException>(() => InstrumentId.Parse(text));
        Assert.Throws<JsonException>(() => Canonical.Read<InstrumentId>($"\"{text}\""));
    }

    [Fact]
    public void Json_ValueAndKey_AreTheWrittenFormForBothSerializers()
    {
        Dictionary<InstrumentId, InstrumentId> map = new() { [new("A", "fx")] = new("B", "fx") };
        JsonSerializerOptions durable = new() { IncludeFields = true };

        foreach (JsonSerializerOptions options in new[] { Canonical.Options, durable })
        {
            string json = JsonSerializer.Serialize(map, options);
            Assert.Equal("""{"A@fx":"B@fx"}""", json);
            Assert.Equal(
                map, JsonSerializer.Deserialize<Dictionary<InstrumentId, InstrumentId>>(json, options));
        }
    }

    [Fact]
    public void Compare_ByMarketThenSymbolOrdinally()
    {
        InstrumentId[] ordered = [new("Z", "a"), new("A", "b"), new("a", "b"), new("b", "b")];

        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.True(ordered[0] < ordered[1] && ordered[1] <= ordered[2] && ordered[3] > ordered[2]);
        Assert.True(ordered[0] >= new InstrumentId("Z", "a"));
    }
}
