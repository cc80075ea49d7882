using Azure;
using Azure.Data.Tables;

namespace TradingBase.AzureContracts.Tests.Data.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void Keys_Set_AreEntriesOfTheDictionary()
    {
        TableEntity entity = new("desk", "state")
        {
            Timestamp = DateTimeOffset.UnixEpoch,
            ETag = new ETag("W/1"),
        };

        Assert.Equal("desk", entity["PartitionKey"]);
        Assert.Equal("state", entity["RowKey"]);
        Assert.Equal("W/1", entity["odata.etag"]);
        Assert.Equal(DateTimeOffset.UnixEpoch, entity.Timestamp);
        Assert.Equal(new ETag("W/1"), entity.ETag);
        Assert.Equal(4, entity.Count);
        Assert.Null(new TableEntity().PartitionKey);
        Assert.Equal(default, new TableEntity().ETag);
    }

    [Fact]
    public void Get_RightType_GivesTheValueAndNullForNone()
    {
        byte[] bytes = [1, 2];
        TableEntity entity = new()
        {
            ["text"] = "a", ["int"] = 1, ["long"] = 2L, ["double"] = 0.5, ["flag"] = true, ["bytes"] = bytes,
            ["time"] = DateTimeOffset.UnixEpoch, ["id"] = Guid.Empty, ["utc"] = DateTime.UnixEpoch,
        };

        Assert.Equal("a", entity.GetString("text"));
        Assert.Equal(1, entity.GetInt32("int"));
        Assert.Equal(2L, entity.GetInt64("long"));
        Assert.Equal(0.5, entity.GetDouble("double"));
        Assert.True(entity.GetBoolean("flag"));
        Assert.Equal(Guid.Empty, entity.GetGuid("id"));
        Assert.Same(bytes, entity.GetBinary("bytes"));
        Assert.Equal(bytes, entity.GetBinaryData("bytes").ToArray());
        Assert.Equal(DateTimeOffset.UnixEpoch, entity.GetDateTimeOffset("time"));
        Assert.Equal(DateTimeOffset.UnixEpoch, entity.GetDateTimeOffset("utc"));
        Assert.Equal(DateTime.UnixEpoch, entity.GetDateTime("time"));
        Assert.Null(entity.GetInt64("none"));
        Assert.Null(entity.GetBinaryData("none"));
        Assert.Null(entity["none"]);
    }

    [Fact]
    public void Get_WrongType_IsRefused()
    {
        TableEntity entity = new() { ["int"] = 1 };

        Assert.Throws<InvalidOperationException>(() => entity.GetString("int"));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt64("int"));
        Assert.Throws<InvalidOperationException>(() => entity.GetDateTimeOffset("int"));
        Assert.Throws<ArgumentNullException>(() => entity.GetString(null!));
        Assert.Throws<ArgumentException>(() => entity[""]);
    }

    [Fact]
    public void Set_WholeNumberOverALongOrDouble_BecomesOne()
    {
        TableEntity entity = new() { ["long"] = 1L, ["double"] = 0.5, ["text"] = "a" };

        entity["long"] = 2;
        entity["double"] = 3;
        entity["text"] = 4;

        Assert.Equal(2L, entity.GetInt64("long"));
        Assert.Equal(3.0, entity.GetDouble("double"));
        Assert.Equal(4, entity.GetInt32("text"));
    }

    [Fact]
    public void Dictionary_AsAny_AddsFindsAndRemoves()
    {
        IDictionary<string, object> entity = new TableEntity(new Dictionary<string, object> { ["a"] = 1 });

        entity.Add("b", 2);
        entity.Add("b", 3);

        Assert.Equal(["a", "b"], entity.Keys);
        Assert.Equal([1, 3], entity.Values);
        Assert.True(entity.TryGetValue("b", out object? value));
        Assert.Equal(3, value);
        Assert.True(entity.Remove("a"));
        Assert.False(entity.ContainsKey("a"));
        Assert.Equal([new KeyValuePair<string, object>("b", 3)], entity);
        entity.Clear();
        Assert.Empty(entity);
    }
}
