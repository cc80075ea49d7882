using System.Text.Json;

namespace TradingBase.Domain.Tests.Primitives;

public sealed class UtcJsonConverterTests
{
    [Theory]
    [InlineData("2018-01-02T14:30:00Z", "2018-01-02T14:30:00Z")]
    [InlineData("2018-01-02T09:30:00-05:00", "2018-01-02T14:30:00Z")]
    [InlineData("2018-01-02T14:30:00.5Z", "2018-01-02T14:30:00.5000000Z")]
    [InlineData("2018-01-02 14:30:00+00:00", "2018-01-02T14:30:00Z")]
    [InlineData("2017-12-29T21:05Z", "2017-12-29T21:05:00Z")]
    public void Read_MomentWithItsOffset_IsWrittenInUtc(string text, string written)
    {
        Assert.True(UtcJsonConverter.TryRead(text, out DateTimeOffset moment));

        Assert.Equal(TimeSpan.Zero, moment.Offset);
        Assert.Equal($"\"{written}\"", Canonical.Json(moment));
        Assert.Equal(moment, Canonical.Read<DateTimeOffset>($"\"{text}\""));
    }

    [Theory]
    [InlineData("2018-01-02T14:30:00")]
    [InlineData("2018-01-02")]
    [InlineData("2018-13-02T14:30:00Z")]
    [InlineData("now")]
    [InlineData("")]
    [InlineData(null)]
    public void Read_NoMomentOrNoOffset_IsRefused(string? text)
    {
        Assert.False(UtcJsonConverter.TryRead(text, out _));
        Assert.Throws<JsonException>(() => Canonical.Read<DateTimeOffset>(JsonSerializer.Serialize(text)));
    }

    [Fact]
    public void Write_AnyOffset_GivesTheSameTextForTheSameMoment()
    {
        DateTimeOffset utc = new(2018, 1, 2, 14, 30, 0, TimeSpan.Zero);

        Assert.Equal(Canonical.Json(utc), Canonical.Json(utc.ToOffset(TimeSpan.FromHours(9))));
    }
}
