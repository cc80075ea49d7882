using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>
/// What a durable engine must do, item by item of the contract. Each class of items runs in two modes: with
/// the code
/// kept in memory between steps, and with every step replaying the whole history.
/// </summary>
/// <param name="replayAlways">The mode.</param>
public abstract class EngineContract(bool replayAlways)
{
    private protected bool ReplayAlways => replayAlways;

    private protected EngineOptions Options => new() { ReplayAlways = replayAlways };

    private protected Task<EngineRig> StartAsync(params Type[] types) => EngineRig.StartAsync(Options, types);
}
