using System.Text.Json;
using FsCheck.Fluent;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Primitives;

public sealed class CanonicalTests
{
    private enum Colour
    {
        DarkRed,
    }

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("1.00", "1")]
    [InlineData("0.0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("100", "100")]
    [InlineData("-36.980", "-36.98")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void Json_Decimal_HasNoTrailingZeros(string number, string written)
    {
        Assert.Equal(written, Canonical.Json(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "1E+20")]
    [InlineData(-0.0, "0")]
    [InlineData(5e-324, "5E-324")]
    public void Json_Double_ComesBackAsItWas(double number, string written)
    {
        Assert.Equal(written, Canonical.Json(number));
        Assert.Equal(number, Canonical.Read<double>(Canonical.Json(number)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Json_NoNumber_IsRefused(double number)
    {
        Assert.Throws<ArgumentException>(() => Canonical.Json(number));
    }

    [Fact]
    public void Json_Record_HasItsNamesInOrderAndNoAbsentValues()
    {
        Assert.Equal(
            """{"a":{"a":2,"b":1},"colour":"darkRed","text":"Größe \"<&>\" 東京"}""",
            Canonical.Json(new
            {
                Text = "Größe \"<&>\" 東京",
                Nothing = (string?)null,
                A = new { B = 1, A = 2 },
                Colour = Colour.DarkRed,
            }));
    }

    [Fact]
    public void Json_Dictionary_IsOrderedByItsKeys()
    {
        Dictionary<InstrumentId, decimal> one = new() { [new("B", "fx")] = 1.0m, [new("A", "fx")] = 2m };
        Dictionary<InstrumentId, decimal> two = new() { [new("A", "fx")] = 2.00m, [new("B", "fx")] = 1m };

        Assert.Equal("""{"A@fx":2,"B@fx":1}""", Canonical.Json(one));
        Assert.Equal(Canonical.Hash(one), Canonical.Hash(two));
    }

    [Fact]
    public void Json_List_KeepsItsOrder()
    {
        Assert.Equal("[3,1,2]", Canonical.Json<int[]>([3, 1, 2]));
        Assert.Equal("null", Canonical.Json<string?>(null));
    }

    [Fact]
    public void Hash_IsTheSha256OfTheText()
    {
        // The known value of SHA-256 over the three letters abc.
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Canonical.Sha256("abc"));
        Assert.Equal(Canonical.Sha256("\"abc\""), Canonical.Hash("abc"));
    }

    [Fact]
    public void Read_NullOrNoSuchValue_IsRefused()
    {
        Assert.Throws<JsonException>(() => Canonical.Read<string>("null"));
        Assert.Throws<JsonException>(() => Canonical.Read<int>("\"1\""));
    }

    [Fact]
    public void WhatIsWrittenReadsBackAndIsWrittenAlike() => Property.ForAll(
        ArbMap.Default.GeneratorFor<(decimal Number, string? Text, DateTimeOffset Moment, bool[] Flags)>(),
        one =>
        {
            Holder value = new(one.Number, one.Text?.Replace('\ud800', ' '), one.Moment, one.Flags);

            string json = Canonical.Json(value);
            Holder read = Canonical.Read<Holder>(json);

            Assert.Equal(json, Canonical.Json(read));
            Assert.Equal((value.Number, value.Moment), (read.Number, read.Moment));
        });

    private sealed record Holder(
        decimal Number, string? Text, DateTimeOffset Moment, IReadOnlyList<bool> Flags);
}
