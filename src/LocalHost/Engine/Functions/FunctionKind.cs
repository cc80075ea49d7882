namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>What starts a function.</summary>
internal enum FunctionKind
{
    /// <summary>The durable engine, again and again with the same history.</summary>
    Orchestration,

    /// <summary>An orchestration's call.</summary>
    Activity,

    /// <summary>A schedule.</summary>
    Timer,

    /// <summary>A queue's message.</summary>
    Queue,

    /// <summary>A request on a route.</summary>
    Http,
}
