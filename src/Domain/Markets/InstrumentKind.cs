namespace TradingBase.Markets;

/// <summary>What is traded.</summary>
public enum InstrumentKind
{
    /// <summary>A share or a fund's share.</summary>
    Equity,

    /// <summary>A computed level; not tradable.</summary>
    Index,

    /// <summary>A coin against a currency, at spot.</summary>
    Crypto,

    /// <summary>A currency against a currency, at spot.</summary>
    Fx,

    /// <summary>A commodity, at spot or as a contract for difference.</summary>
    Commodity,

    /// <summary>A dated contract.</summary>
    Future,
}
