using FsCheck.Fluent;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Primitives;

public sealed class StateKeyTests
{
    [Theory]
    [InlineData("cycle-20260105T1430", "cycle-20260105T1430")]
    [InlineData("AAPL@us-equities", "AAPL@us-equities")]
    [InlineData("a/b", "a~002Fb")]
    [InlineData("~", "~007E")]
    [InlineData("é\n", "~00E9~000A")]
    public void Escape_Text_IsReadableWhereItCanBe(string text, string name)
    {
        Assert.Equal(name, StateKey.Escape(text));
    }

    [Fact]
    public void Escape_LongText_IsCutAndStaysUnique()
    {
        string one = StateKey.Escape(new('x', 1_000)), two = StateKey.Escape(new string('x', 1_000) + "y");

        Assert.Equal(StateKey.MaxLength, one.Length);
        Assert.NotEqual(one, two);
        Assert.Equal(one[..300], two[..300]);
        Assert.Equal(new string('x', StateKey.MaxLength), StateKey.Escape(new('x', StateKey.MaxLength)));
    }

    [Fact]
    public void EveryTextGivesANameThatStoresTake() => Property.ForAll(
        ArbMap.Default.GeneratorFor<string>().Where(text => !string.IsNullOrEmpty(text)),
        text => Assert.Equal(StateKey.Escape(text), StateRules.Name(StateKey.Escape(text))));

    [Fact]
    public void DifferentTextsGiveDifferentNames() => Property.ForAll(
        Pairs(), pair =>
            Assert.Equal(pair.Left == pair.Right, StateKey.Escape(pair.Left) == StateKey.Escape(pair.Right)));

    [Fact]
    public void NamesSortAsTheirTextsDo() => Property.ForAll(
        Pairs(), pair => Assert.Equal(
            Math.Sign(string.CompareOrdinal(pair.Left, pair.Right)),
            Math.Sign(string.CompareOrdinal(StateKey.Escape(pair.Left), StateKey.Escape(pair.Right)))));

    [Fact]
    public void After_Prefix_EndsItsRange()
    {
        Assert.Equal("entry;", StateKey.After("entry:"));
        Assert.True(string.CompareOrdinal("entry:~~~~", StateKey.After("entry:")) < 0);
    }

    // Near texts over few letters, so that equal ones and prefixes come up; none of those that sort last.
    private static FsCheck.Gen<(string Left, string Right)> Pairs()
    {
        FsCheck.Gen<string> text = Gen.Elements('a', 'b', ' ', '}', '~', 'é', '東')
            .NonEmptyListOf().Select(letters => string.Concat(letters.Take(5)));
        return text.SelectMany(left => text.Select(right => (left, right)));
    }
}
