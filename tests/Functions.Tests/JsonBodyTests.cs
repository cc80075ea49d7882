using System.Text;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Tests;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("""{ "market": [] }""", "At $.market: an unknown property was found; known are markets, asOf, requestId.")]
    [InlineData("""{ "markets": 7 }""", "At $.markets: a value of another kind was expected.")]
    [InlineData("7", "At line 1, byte 2: a value of another kind was expected.")]
    [InlineData("null", "A JSON object was expected, null was found.")]
    public void TryRead_WrongRequest_SaysWhereAndWhatInTheCallersTerms(string json, string reason)
    {
        Assert.False(JsonBody.TryRead(Encoding.UTF8.GetBytes(json), out CycleAsked? asked, out string? said));
        Assert.Null(asked);
        Assert.Equal(reason, said);
    }

    [Fact]
    public void TryRead_MissingProperties_NamesThemAndTheKnownOnes()
    {
        Assert.False(JsonBody.TryRead("""{ "intentId": "a" }"""u8, out OrderIntent? _, out string? said));
        Assert.Contains("missing 'strategy', 'market', 'symbol'", said, StringComparison.Ordinal);
        Assert.Contains("known are intentId, strategy, market, symbol, side, quantity", said, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_APropertyTwice_IsRefused() =>
        Assert.False(JsonBody.TryRead(
            """{ "requestId": "a", "requestId": "b" }"""u8, out CycleAsked? _, out string? _));
}
