using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>One life of the engine, from the opening of its store to a stop or a crash.</summary>
internal sealed class EngineLife : IServiceProvider, IServiceScopeFactory, IServiceScope
{
    internal static readonly FunctionIndex Functions = new(typeof(SimulatedProgram), typeof(SimulatedWork));

    private readonly Observer _observer;
    private readonly SimulatedDisk? _disk;
    private StoreConnection _connection = null!;

    /// <summary>Opens the store; the engine is made and not started.</summary>
    internal EngineLife(
        string file,
        VirtualTime time,
        EngineOptions options,
        Observer observer,
        Trace trace,
        SimulatedDisk? disk,
        long fast)
    {
        _observer = observer;
        _disk = disk;
        Clock = new(time, Thread, fast);
        Store = StoreFile.Open(file, [new EngineSchema()], trace, driven: true, disk);
        Store.Writer.Send(new Borrow(connection => _connection = connection));
        Store.Writer.Commit(1);
        Engine = new(
            Store, Functions, this, Clock, trace, options, scheduler: new VirtualScheduler(Thread, Clock));
    }

    internal VirtualThread Thread { get; } = new();

    internal VirtualClock Clock { get; }

    internal StoreFile Store { get; }

    internal LocalEngine Engine { get; }

    internal DurableTaskClient Client => Engine.Client;

    /// <summary>Activities that wait for the simulation to end them.</summary>
    internal List<RunningWork> Working { get; } = [];

    /// <summary>Whether the store fails.</summary>
    internal bool IsSick { get; private set; }

    /// <summary>Whether the store has failed since the opening.</summary>
    internal bool WasSick { get; private set; }

    /// <summary>The good stop that is under way; null for none.</summary>
    internal Task? Stopping { get; private set; }

    internal void Start() => Thread.Run(() => _ = Engine.StartAsync());

    /// <summary>Begins a stop in good order.</summary>
    internal void Stop(TimeSpan patience) => Thread.Run(() => Stopping = Engine.StopAsync(patience));

    /// <summary>Closes the store after a stop in good order.</summary>
    internal void Close()
    {
        _disk?.Sicken(null);
        Thread.Run(Store.Dispose);
        Thread.Die();
    }

    /// <summary>Ends as a killed process does.</summary>
    internal void Kill()
    {
        _disk?.Sicken(null);
        Thread.Die();
        Store.Abandon();
    }

    /// <summary>An activity's execution, which ends when the simulation says so.</summary>
    internal Task<int> WorkAsync(WorkInput input, CancellationToken stopping)
    {
        var work = new RunningWork(input, _observer.Execute(input) <= input.Failures);
        Working.Add(work);
        if (!input.Stubborn)
        {
            stopping.Register(() =>
            {
                if (Working.Remove(work))
                {
                    work.End.TrySetCanceled(stopping);
                }
            });
        }

        return work.End.Task;
    }

    /// <summary>Ends an activity's execution.</summary>
    internal void EndWork(int index)
    {
        RunningWork work = Working[index];
        Working.RemoveAt(index);
        Thread.Run(() =>
        {
            if (work.Fails)
            {
                work.End.TrySetException(new ProgramFailedException($"{work.Input.Key} fails"));
            }
            else
            {
                work.End.TrySetResult(ProgramInput.Value(work.Input.Key));
            }
        });
    }

    /// <summary>Lets SQLite fail in the midst of its work, whenever the function says so.</summary>
    internal void Interrupt(int operations, Func<bool> strikes)
    {
        IsSick = WasSick = true;
        int StrikeReader(object _) => strikes() ? 1 : 0;

        // Only within a transaction: SQLite looks once more when a commit is done, and no disk fails then.
        int StrikeWriter(object _) =>
            raw.sqlite3_get_autocommit(_connection.Database) == 0 && strikes() ? 1 : 0;
        raw.sqlite3_progress_handler(_connection.Database, operations, StrikeWriter, null);
        Store.Read(reader =>
        {
            raw.sqlite3_progress_handler(reader.Database, operations, StrikeReader, null);
            return 0;
        });
    }

    /// <summary>Lets the disk refuse what the function says.</summary>
    internal void Sicken(Func<int> trouble)
    {
        IsSick = WasSick = true;
        _disk!.Sicken(trouble);
    }

    /// <summary>Lets SQLite refuse every write.</summary>
    internal void RefuseWrites()
    {
        IsSick = WasSick = true;
        _connection.Run("PRAGMA query_only=1");
    }

    /// <summary>Lets the store work again.</summary>
    internal void Heal()
    {
        IsSick = false;
        _disk?.Sicken(null);
        raw.sqlite3_progress_handler(_connection.Database, 0, null, null);
        _connection.Run("PRAGMA query_only=0");
        Store.Read(reader =>
        {
            raw.sqlite3_progress_handler(reader.Database, 0, null, null);
            return 0;
        });
    }

    public object? GetService(Type serviceType) => serviceType switch
    {
        _ when serviceType == typeof(Observer) => _observer,
        _ when serviceType == typeof(EngineLife) => this,
        _ when serviceType == typeof(IServiceScopeFactory) => this,
        _ => null,
    };

    IServiceScope IServiceScopeFactory.CreateScope() => this;

    IServiceProvider IServiceScope.ServiceProvider => this;

    void IDisposable.Dispose()
    {
        // A scope's end; the life itself ends by Close or Kill.
    }

    private sealed class Borrow(Action<StoreConnection> lend) : StoreCommand
    {
        public override void Execute(StoreConnection connection) => lend(connection);

        public override void Committed()
        {
            // Nobody waits.
        }

        public override void Failed(Exception reason) =>
            throw new InvalidOperationException("A store that was just opened took nothing.", reason);
    }
}
