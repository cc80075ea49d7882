namespace TradingBase.Execution;

/// <summary>What the paper venue's account leaves of a bar for one more fill.</summary>
/// <param name="Used">Units that own orders got of the bar so far; zero or more.</param>
/// <param name="Held">Signed units held of the instrument.</param>
public readonly record struct PaperRoom(decimal Used, decimal Held);
