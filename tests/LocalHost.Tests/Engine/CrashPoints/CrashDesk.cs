using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Storage.Disks;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>An engine on a store, both without threads of their own.</summary>
internal sealed class CrashDesk : IDisposable
{
    // So few that a checkpoint and a new beginning of the log come often.
    private const int PagesBetweenCheckpoints = 60;

    private readonly ServiceProvider _services;

    public CrashDesk(
        string path,
        FunctionIndex functions,
        EngineOptions options,
        int minutes,
        Func<int> position,
        Disk? disk = null)
    {
        Ledger = new(position);
        Clock = new(CrashScript.Start.AddMinutes(minutes));
        Store = StoreFile.Open(
            path, [new EngineSchema(), new Checkpoints()], NullLoggerFactory.Instance, driven: true, disk);
        _services = new ServiceCollection().AddSingleton(Ledger).BuildServiceProvider();
        Engine = new(Store, functions, _services, Clock, NullLoggerFactory.Instance, options, false, Pump);
    }

    public WorkPump Pump { get; } = new();

    public ManualClock Clock { get; }

    public CrashLedger Ledger { get; }

    public StoreFile Store { get; }

    public LocalEngine Engine { get; }

    /// <summary>Takes up what the store holds.</summary>
    public void Start() => Pump.Run(() => Engine.StartAsync().GetAwaiter().GetResult());

    public void Dispose()
    {
        Task? stopped = null;
        Pump.Run(() => stopped = Engine.DisposeAsync().AsTask());
        while (!Pump.IsEmpty)
        {
            Pump.RunOne();
        }

        // A run that failed is left as it is.
        Store.Abandon();
        _services.Dispose();
        GC.KeepAlive(stopped);
    }

    private sealed class Checkpoints : IStoreSchema
    {
        public string Sql => $"PRAGMA wal_autocheckpoint={PagesBetweenCheckpoints}";
    }
}
