using TradingBase.LocalHost.Storage;

namespace TradingBase.Simulation.Tests.Engine;

/// <content>Planted faults; each is the harness' own doing, and none is in the product.</content>
internal sealed partial class EngineSimulation
{
    private static readonly string[] Suffixes = ["", "-wal"];
    private readonly Dictionary<string, byte[]> _remembered = [];

    private void Tamper()
    {
        string? sql = _planted switch
        {
            Planted.LosesMessages => "DELETE FROM inbox WHERE seq = (SELECT min(seq) FROM inbox)",
            Planted.DeliversTwice =>
                "INSERT INTO inbox SELECT instance, seq + 1000000, generation, event FROM inbox",
            _ => null,
        };
        if (sql is not null)
        {
            _life.Store.Writer.Send(new Sql(sql));
            _life.Store.Writer.Commit(1);
        }
    }

    private void RememberFile()
    {
        if (_planted is Planted.LosesCommits)
        {
            foreach (string suffix in Suffixes)
            {
                _remembered[suffix] = File.ReadAllBytes(StorePath + suffix);
            }
        }
    }

    private void ForgetCommits()
    {
        foreach ((string suffix, byte[] bytes) in _remembered)
        {
            File.WriteAllBytes(StorePath + suffix, bytes);
        }

        _remembered.Clear();
    }

    private sealed class Sql(string sql) : AwaitedStoreCommand
    {
        public override void Execute(StoreConnection connection) => connection.Run(sql);
    }
}
