using System.Globalization;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace TradingBase.AzureContracts.Tests.Data.Tables;

public sealed class QueryFilterTests
{
    private const string Epoch5 = "datetime'1970-01-01T00:00:00.005Z'";

    [Fact]
    public void Filter_AnyText_CannotEndItsQuotes() => Prop.ForAll<NonNull<string>>(
        text =>
        {
            string filter = TableClient.CreateQueryFilter($"RowKey eq {text.Get} and true");
            string quoted = filter["RowKey eq ".Length..^" and true".Length];
            string inside = quoted[1..^1];
            return quoted.StartsWith('\'')
                && quoted.EndsWith('\'')
                && !inside.Replace("''", "", StringComparison.Ordinal)
                    .Contains('\'', StringComparison.Ordinal)
                && inside.Replace("''", "'", StringComparison.Ordinal) == text.Get;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    public static TheoryData<object?, string> Literals() => new()
    {
        { null, "null" },
        { true, "true" },
        { false, "false" },
        { 7, "7" },
        { -7L, "-7L" },
        { 7UL, "7L" },
        { 0.5, "0.5" },
        { 12.50m, "12.50" },
        { "O'Hara {0}", "'O''Hara {0}'" },
        { '\'', "''''" },
        { Guid.Empty, "guid'00000000-0000-0000-0000-000000000000'" },
        { DateTime.UnixEpoch, "datetime'1970-01-01T00:00:00Z'" },
        { DateTimeOffset.UnixEpoch.AddMilliseconds(5).ToOffset(TimeSpan.FromHours(1)), Epoch5 },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Filter_EachType_IsWrittenAsODataAsks(object? value, string expected) =>
        Assert.Equal($"A eq {expected}", TableClient.CreateQueryFilter($"A eq {value}"));

    [Fact]
    public void Filter_AnotherCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("A eq 0.5", TableClient.CreateQueryFilter($"A eq {0.5}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Filter_SeveralValues_StandInTheirPlaces()
    {
        string from = "a";
        string to = "b";

        Assert.Equal(
            "PartitionKey eq 'p' and (RowKey ge 'a' and RowKey lt 'b')",
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {"p"} and (RowKey ge {from} and RowKey lt {to})"));
    }

    [Fact]
    public void Filter_ValueWithoutLiteral_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Version(1, 0)}"));
}
