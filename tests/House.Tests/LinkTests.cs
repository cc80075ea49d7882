using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

public sealed class LinkTests
{
    [Fact]
    public void Documents_All_LinkToWhatIsThere() =>
        Assert.Empty(Links.Find(Repository.Read("", "*.md"), Exists));

    [Theory]
    [InlineData("[a](missing.md)")]
    [InlineData("[a](../missing/)")]
    [InlineData("[a](#nowhere)")]
    public void Documents_ALinkToNowhere_IsSeen(string text) =>
        Assert.NotEmpty(Links.Find([new("src/README.md", text)], Exists));

    [Theory]
    [InlineData("[a](../LICENSE)")]
    [InlineData("[a](Domain/Risk/)")]
    [InlineData("[a](https://example.org/x)")]
    [InlineData("# The map\n[a](#the-map)")]
    public void Documents_AGoodLink_IsLeftInPeace(string text) =>
        Assert.Empty(Links.Find([new("src/README.md", text)], Exists));

    private static bool Exists(string path) =>
        Path.Exists(Path.Combine(Repository.Root, path));
}
