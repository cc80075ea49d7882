namespace TradingBase.Compute;

/// <summary>How much a late answer hurts; lower is more urgent.</summary>
public enum InferencePriority
{
    /// <summary>P0: exits and risk.</summary>
    Exit = 0,

    /// <summary>P1: decisions of a cycle.</summary>
    Decision = 1,

    /// <summary>P2: research that may wait.</summary>
    Research = 2,
}
