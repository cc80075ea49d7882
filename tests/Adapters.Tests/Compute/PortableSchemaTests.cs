using System.Text.Json;
using TradingBase.Adapters.Compute;

namespace TradingBase.Adapters.Tests.Compute;

public sealed class PortableSchemaTests
{
    [Theory]
    [InlineData("""{"type":"number","minimum":-1,"maximum":1}""",
        """{"type":"number","description":"(minimum -1, maximum 1)"}""")]
    [InlineData("""{"type":"string","description":"A name.","pattern":"^a"}""",
        """{"type":"string","description":"A name. (pattern \u0022^a\u0022)"}""")]
    [InlineData("""{"type":"string","enum":["a"],"description":"A name."}""",
        """{"type":"string","enum":["a"],"description":"A name."}""")]
    [InlineData("""{"type":"object","required":["minimum"],"properties":{"minimum":{"type":"integer"}}}""",
        """{"type":"object","required":["minimum"],"properties":{"minimum":{"type":"integer"}}}""")]
    [InlineData("""{"type":"array","minItems":2,"items":{"anyOf":[{"maxLength":3},{"type":"null"}]}}""",
        """
        {"type":"array","items":{"anyOf":[{"description":"(maxLength 3)"},{"type":"null"}]},
         "description":"(minItems 2)"}
        """)]
    [InlineData("""{"$defs":{"a":{"multipleOf":2}},"$ref":"#/$defs/a"}""",
        """{"$defs":{"a":{"description":"(multipleOf 2)"}},"$ref":"#/$defs/a"}""")]
    public void Write_ASchema_TellsItsBoundsAsProse(string schema, string expected) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), PortableSchema.Write(schema)!.Value),
        PortableSchema.Write(schema)!.Value.GetRawText());

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Write_NoSchema_IsNone(string schema) => Assert.Null(PortableSchema.Write(schema));

    [Theory]
    [InlineData("{")]
    [InlineData("true")]
    public void Write_NoObject_IsAProgrammersFault(string schema) =>
        Assert.Throws<ArgumentException>(() => PortableSchema.Write(schema));
}
