using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Storage;

public sealed class FreeSpaceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_AStoreThatCouldNotShrink_RewritesItWithAllThatItHolds()
    {
        string file = _folder.File("store.db");
        using (StoreConnection old = StoreConnection.Open(file, readOnly: false))
        {
            old.Run("CREATE TABLE old(text TEXT); INSERT INTO old VALUES('kept')");
            Assert.Equal("0", old.Scalar("PRAGMA auto_vacuum"));
        }

        using StoreFile store = StoreFile.Open(file, [new EngineSchema()], NullLoggerFactory.Instance);

        Assert.Equal("2", store.Read(connection => connection.Scalar("PRAGMA auto_vacuum")));
        Assert.Equal("kept", store.Read(connection => connection.Scalar("SELECT text FROM old")));
    }
}
