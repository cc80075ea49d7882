using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

/// <summary>In C# a folder is no wall; these tests are.</summary>
public sealed class RoomTests
{
    [Fact]
    public void Domain_EveryRoom_KnowsNoLaterRoom() =>
        Assert.Empty(RoomOrder.Domain.Find(Repository.Product));

    [Fact]
    public void Functions_EveryRoom_KnowsNoEarlierKind() =>
        Assert.Empty(RoomOrder.Functions.Find(Repository.Product));

    [Theory]
    [InlineData("using TradingBase.Execution;")]
    [InlineData("using Broker = TradingBase.Execution.IBroker;")]
    [InlineData("using static TradingBase.Execution.Plans;")]
    [InlineData("namespace TradingBase.Risk; public sealed class X { private Execution.Fill? _fill; }")]
    [InlineData("namespace TradingBase.Risk; public sealed class X { private TradingBase.Execution.Fill? _fill; }")]
    [InlineData("namespace TradingBase.Risk; public sealed class X(global::TradingBase.Execution.Fill fill);")]
    [InlineData("namespace TradingBase.Risk; public sealed class X { string N() => nameof(Execution.Fill); }")]
    [InlineData("namespace TradingBase.Execution; public sealed class X;")]
    public void Domain_ARoomThatNamesALaterOne_IsSeen(string text)
    {
        Source fill = new(
            "src/Domain/Execution/Fill.cs", "namespace TradingBase.Execution; public record Fill;");

        Assert.NotEmpty(RoomOrder.Domain.Find([fill, new("src/Domain/Risk/X.cs", text)]));
    }

    [Theory]
    [InlineData("using TradingBase.Markets; namespace TradingBase.Risk; public sealed class X(Markets.Bar bar);")]
    [InlineData("namespace TradingBase.Risk; public sealed record X(int Execution) { int N => Execution.Sign(); }")]
    [InlineData("namespace TradingBase.Risk; /// <summary><see cref=\"Execution.Fill\"/></summary>\nclass X;")]
    public void Domain_EarlierRoomsPropertiesAndComments_AreLeftInPeace(string text) =>
        Assert.Empty(RoomOrder.Domain.Find([new("src/Domain/Risk/X.cs", text)]));

    [Fact]
    public void Domain_AFolderOutsideTheRow_IsSeen() =>
        Assert.NotEmpty(
            RoomOrder.Domain.Find([new("src/Domain/Helpers/X.cs", "namespace TradingBase.Helpers;")]));

    [Theory]
    [InlineData("Messages", "Activities")]
    [InlineData("Activities", "Orchestrations")]
    [InlineData("Orchestrations", "Triggers")]
    public void Functions_ARoomThatNamesItsCaller_IsSeen(string room, string caller) =>
        Assert.NotEmpty(RoomOrder.Functions.Find(
            [new($"src/Functions/{room}/X.cs", $"using TradingBase.Functions.{caller};")]));

    [Fact]
    public void Shelves_EveryGuest_NamesNoSibling() =>
        Assert.Empty(Shelf.All.SelectMany(shelf => shelf.Find(Repository.Product)));

    [Fact]
    public void Shelves_EveryShelf_HasGuests() =>
        Assert.All(
            Shelf.All, shelf => Assert.Contains(Repository.Product, source => source.IsIn(shelf.Folder)));

    [Theory]
    [InlineData("public sealed class A : IRiskRule { object Make() => new B(); }")]
    [InlineData("public sealed class A(B sibling) : IRiskRule;")]
    [InlineData("public sealed class A : IRiskRule { string N() => nameof(B); }")]
    [InlineData("public sealed class A : IRiskRule { int N() => Rules.B.Count; }")]
    public void Shelves_AGuestThatNamesASibling_IsSeen(string text)
    {
        Source sibling = new("src/Domain/Risk/Rules/B.cs", "public sealed class B : IRiskRule;");

        Assert.NotEmpty(
            new Shelf("src/Domain/Risk/Rules").Find([sibling, new("src/Domain/Risk/Rules/A.cs", text)]));
    }

    [Fact]
    public void Shelves_ANumberThatBearsASiblingsName_IsLeftInPeace()
    {
        Source sibling = new("src/Domain/Risk/Rules/B.cs", "public sealed class B : IRiskRule;");
        Source guest = new(
            "src/Domain/Risk/Rules/A.cs",
            "public sealed class A(RiskLimits limits) : IRiskRule { int N => limits.B; }");

        Assert.Empty(new Shelf("src/Domain/Risk/Rules").Find([sibling, guest]));
    }
}
