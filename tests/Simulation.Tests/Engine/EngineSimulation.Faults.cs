using SQLitePCL;
using TradingBase.LocalHost.Storage;

namespace TradingBase.Simulation.Tests.Engine;

/// <content>What goes wrong with the store and the process, and what goes on beside a commit.</content>
internal sealed partial class EngineSimulation
{
    private void SickenOrHeal()
    {
        if (_life.IsSick)
        {
            Tell("the store is well");
            _life.Heal();
            return;
        }

        int kind = _random.Next(_disk is null ? 3 : 5);
        int share = _random.Next(2, 40);
        Tell($"the store is sick: {kind}");
        switch (kind)
        {
            case 0:
                _life.Interrupt(_random.Next(1, 30), () => _random.Next(share) == 0);
                break;
            case 1:
                _life.RefuseWrites();
                break;
            case 2:
                _life.Store.Writer.Send(new FaultyCommand());
                break;
            case 3:
                _life.Sicken(() => raw.SQLITE_FULL);
                break;
            default:
                _life.Sicken(() => _random.Next(share) == 0 ? raw.SQLITE_IOERR : raw.SQLITE_OK);
                break;
        }
    }

    private void Crash()
    {
        int kind = _random.Next(3);
        Tell($"crash {kind}");
        if (kind == 0)
        {
            _life.Kill();
        }
        else
        {
            // Somewhere among the commands of the next commits: before that commit is done, or after.
            _life.Store.Writer.Send(new KillingCommand(_life.Thread, after: kind == 1));
        }
    }

    // What other threads do while the writer's is at work: in its transaction, and between two of its news.
    private void Interlude()
    {
        for (int left = _random.Next(1, 6); left > 0 && _life.Thread.Ready > 0; left--)
        {
            Tell("meanwhile");
            try
            {
                _life.Thread.RunReady(_random.Next(_life.Thread.Ready));
            }
            catch (Exception thrown)
            {
                // Not the commit's, in whose midst it happened.
                _observer.Wrongs.Add($"meanwhile: {thrown}");
            }
        }
    }

    /// <summary>Something goes on beside a commit.</summary>
    private sealed class InterludeCommand(Action interlude) : StoreCommand
    {
        public override void Execute(StoreConnection connection) => interlude();

        public override void Committed() => interlude();

        public override void Failed(Exception reason) => interlude();
    }

    /// <summary>A command that is at fault itself; its neighbours must not suffer.</summary>
    private sealed class FaultyCommand : StoreCommand
    {
        public override void Execute(StoreConnection connection) =>
            throw new InvalidOperationException("A command's own mistake.");

        public override void Committed() => throw new ImpossibleException("a faulty command was committed");

        public override void Failed(Exception reason)
        {
            // As it should be; nobody waits.
        }
    }

    /// <summary>The process is killed in the midst of a commit, or before its news are told.</summary>
    private sealed class KillingCommand(VirtualThread thread, bool after) : StoreCommand
    {
        public override void Execute(StoreConnection connection)
        {
            if (!after)
            {
                thread.Die();
                throw new StoreUnavailableException(connection.ToString()!, "the process was killed", 0);
            }
        }

        public override void Committed() => thread.Die();

        public override void Failed(Exception reason)
        {
            // Killed before the commit, or the commit failed of itself.
        }
    }
}
