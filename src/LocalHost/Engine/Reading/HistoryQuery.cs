namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>Which part of a history is wanted, and how much of it.</summary>
internal sealed record HistoryQuery
{
    /// <summary>The most events of one page.</summary>
    internal const int MostEvents = 5_000;

    /// <summary>Events up to this number are left out.</summary>
    /// <value>0; not negative.</value>
    public int After { get; init; }

    /// <summary>How many events at most.</summary>
    /// <value>1 to <see cref="MostEvents"/>.</value>
    public int Take { get; init; } = MostEvents;

    /// <summary>The longest payload that is told, in bytes; of longer ones only the length is.</summary>
    /// <value>-1: none.</value>
    public int PayloadLimit { get; init; } = -1;
}
