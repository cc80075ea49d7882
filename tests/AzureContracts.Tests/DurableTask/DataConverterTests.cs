using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class DataConverterTests
{
    private readonly DataConverter _converter = JsonDataConverter.Default;

    [Fact]
    public void RoundTrip_AnyTuple_IsTheSame() => Prop.ForAll<int, decimal, DateTime>(
        (number, money, time) =>
        {
            (int, decimal, DateTime) value = (number, money, time);
            return _converter.Deserialize<(int, decimal, DateTime)>(_converter.Serialize(value)) == value;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void RoundTrip_AnyText_IsTheSame() => Prop.ForAll<NonNull<string>>(
        text =>
        {
            // Half of a surrogate pair is no character, and JSON has no way to write it.
            string value = new([.. text.Get.Where(letter => !char.IsSurrogate(letter))]);
            return _converter.Deserialize<string>(_converter.Serialize(value)) == value;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Serialize_Record_KeepsNamesAsWrittenAndFieldsToo()
    {
        Assert.Equal("""{"Symbol":"AAPL","Lots":2}""", _converter.Serialize(new Position("AAPL", 2)));
        Assert.Equal("""{"Item1":1,"Item2":"a"}""", _converter.Serialize((1, "a")));
        Assert.Equal("3", _converter.Serialize(DayOfWeek.Wednesday));
        Assert.Equal(
            new Position("AAPL", 2),
            _converter.Deserialize<Position>("""{"Symbol":"AAPL","Lots":2}"""));
    }

    [Fact]
    public void Deserialize_OtherCase_IsNotTheSameName() =>
        Assert.Null(_converter.Deserialize<Position>("""{"symbol":"AAPL"}""").Symbol);

    [Fact]
    public void Null_EitherWay_IsNoTextAtAll()
    {
        Assert.Null(_converter.Serialize(null));
        Assert.Null(_converter.Deserialize<string>(null));
        Assert.Null(_converter.Deserialize<int?>(null));
        Assert.Null(_converter.Deserialize(null, typeof(int)));
        Assert.Throws<NullReferenceException>(() => _converter.Deserialize<int>(null));
    }

    [Fact]
    public void Options_OfOnesOwn_AreUsed()
    {
        JsonDataConverter camel = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

        Assert.Equal("""{"symbol":"AAPL","lots":2}""", camel.Serialize(new Position("AAPL", 2)));
    }

    private sealed record Position(string Symbol, int Lots);
}
