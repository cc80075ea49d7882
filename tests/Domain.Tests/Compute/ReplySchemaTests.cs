using System.Text.Json;
using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class ReplySchemaTests
{
    private static readonly ReplySchema Schema = new(
        """
        {"type":"object","additionalProperties":false,"required":["side"],"properties":{
          "side":{"type":"string","enum":["buy","sell"]},
          "sure":{"type":"boolean"},
          "sizes":{"type":"array","maxItems":2,"items":{"type":"integer","minimum":1,"maximum":9}}}}
        """);

    [Theory]
    [InlineData("""{"side":"buy"}""", null)]
    [InlineData("""{"side":"sell","sure":true,"sizes":[1,9]}""", null)]
    [InlineData("""[]""", "$: object was expected, array was found.")]
    [InlineData("""{}""", "$: side is missing.")]
    [InlineData("""{"side":"hold"}""", "$.side: one of [\"buy\",\"sell\"] was expected.")]
    [InlineData("""{"side":"buy","sure":1}""", "$.sure: boolean was expected, number 1 was found.")]
    [InlineData(
        """{"side":"buy","sizes":[1,2,3]}""", "$.sizes: at most 2 items were expected, 3 were found.")]
    [InlineData("""{"side":"buy","sizes":[0]}""", "$.sizes[0]: 0 is out of bounds.")]
    [InlineData("""{"side":"buy","sizes":[null]}""", "$.sizes[0]: integer was expected, null was found.")]
    [InlineData("""{"side":"buy","more":1}""", "$: more was not expected.")]
    [InlineData("""{"side":"buy","side":"sell"}""", "$: side is there twice.")]
    public void FaultsOf_Answer_NamesThePathAndWhatWasExpected(string answer, string? fault)
    {
        using JsonDocument document = JsonDocument.Parse(answer);

        IReadOnlyList<string> faults = Schema.FaultsOf(document.RootElement);

        Assert.Equal(fault is null ? [] : [fault], faults);
    }

    [Fact]
    public void Schema_NoJson_IsAFault() => Assert.Throws<ArgumentException>(() => new ReplySchema("{"));
}
