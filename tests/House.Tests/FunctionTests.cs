using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

public sealed class FunctionTests
{
    private const string Stage = "public static readonly Stage<int, int> Stage = new(nameof(PlaceOrder));";

    [Fact]
    public void Functions_All_BearTheNameOfTheirClassAndFile() =>
        Assert.Empty(FunctionNames.Find(Repository.Product));

    [Theory]
    [InlineData("Triggers/OnClock.cs", "class OnClock { [Function(\"OnClock\")] void Run() { } }")]
    [InlineData("Triggers/OnClock.cs", "class OnClock { [Function(nameof(OnBell))] void Run() { } }")]
    [InlineData("Triggers/OnBell.cs", "class OnClock { [Function(nameof(OnClock))] void Run() { } }")]
    [InlineData("Triggers/Clock.cs", "class Clock { [Function(nameof(Clock))] void Run() { } }")]
    [InlineData("Triggers/Once.cs", "class Once { [Function(nameof(Once))] void Run() { } }")]
    [InlineData(
        "Triggers/OnClock.cs",
        "class OnClock { [Function(nameof(OnClock))] void A() { } [Function(nameof(OnClock))] void B() { } }")]
    [InlineData("Activities/PlaceOrder.cs", "class PlaceOrder { [Function(nameof(PlaceOrder))] void Run() { } }")]
    [InlineData("Orchestrations/Cycle.cs", "sealed class Cycle { [Function(nameof(Cycle))] void Run() { } }")]
    public void Functions_AWrongName_IsSeen(string path, string text) =>
        Assert.NotEmpty(FunctionNames.Find([new($"src/Functions/{path}", text)]));

    [Fact]
    public void Functions_AStageOfAnotherActivity_IsSeen()
    {
        string text = $"class QueryOrder {{ {Stage} [Function(nameof(QueryOrder))] void Run() {{ }} }}";

        Assert.NotEmpty(FunctionNames.Find([new("src/Functions/Activities/QueryOrder.cs", text)]));
    }

    [Fact]
    public void Functions_RightNames_AreLeftInPeace()
    {
        string text = $"class PlaceOrder {{ {Stage} [Function(nameof(PlaceOrder))] void Run() {{ }} }}";

        Assert.Empty(FunctionNames.Find([new("src/Functions/Activities/PlaceOrder.cs", text)]));
    }
}
