using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

public sealed class SizeTests
{
    [Fact]
    public void ProductFiles_All_CanBeReadInOneSitting() =>
        Assert.Empty(Sizes.FindLongFiles(Repository.Product));

    [Fact]
    public void ProductLines_All_FitTheScreen() => Assert.Empty(Sizes.FindLongLines(Repository.Product));

    [Fact]
    public void DomainFiles_All_HoldOnePublicType() =>
        Assert.Empty(Sizes.FindCrowdedFiles(Repository.Product));

    [Fact]
    public void Exceptions_All_AreStillNeeded() =>
        Assert.Empty(Sizes.FindStaleExceptions(Repository.Product));

    [Fact]
    public void Files_WithThreeHundredAndOneLines_AreSeen()
    {
        Assert.Empty(Sizes.FindLongFiles([Plant(string.Concat(Enumerable.Repeat("//\n", 300)))]));
        Assert.NotEmpty(Sizes.FindLongFiles([Plant(string.Concat(Enumerable.Repeat("//\n", 301)))]));
    }

    [Fact]
    public void Lines_WithAHundredAndElevenColumns_AreSeen()
    {
        Assert.Empty(Sizes.FindLongLines([Plant(new string('/', 110))]));
        Assert.NotEmpty(Sizes.FindLongLines([Plant(new string('/', 111))]));
    }

    [Theory]
    [InlineData("public class X; public class Y;")]
    [InlineData("public class Y;")]
    [InlineData("namespace TradingBase; public delegate void Y();")]
    public void DomainFiles_WithAnotherPublicType_AreSeen(string text) =>
        Assert.NotEmpty(Sizes.FindCrowdedFiles([Plant(text)]));

    [Theory]
    [InlineData("public class X { public class Inner; }")]
    [InlineData("public class X; internal class Helper;")]
    public void DomainFiles_WithHelpers_AreLeftInPeace(string text) =>
        Assert.Empty(Sizes.FindCrowdedFiles([Plant(text)]));

    private static Source Plant(string text) => new("src/Domain/Risk/X.cs", text);
}
