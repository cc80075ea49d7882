using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Engine.Endurance;

/// <summary>Gives an ended instance a long history of pieces that nobody reads any more.</summary>
/// <param name="key">The instance's number.</param>
/// <param name="bytes">In pieces of 64 KB.</param>
internal sealed class Weight(long key, int bytes) : AwaitedStoreCommand
{
    private const int Piece = 64 << 10;

    public static long OfHistories(StoreFile store) => store.Read(connection =>
        long.Parse(connection.Scalar("SELECT ifnull(sum(length(events)), 0) FROM history")!, null));

    public override void Execute(StoreConnection connection)
    {
        for (int i = 0; i < bytes / Piece; i++)
        {
            connection.Statement("INSERT INTO history(instance, segment, events) VALUES(?, ?, zeroblob(?))")
                .Bind(1, key).Bind(2, 1_000 + i).Bind(3, Piece).Run();
        }
    }
}
