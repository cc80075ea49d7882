namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>A desk that somebody wanted to let go, and that is held all the same.</summary>
/// <param name="causes">What holds it still; at least one.</param>
internal sealed class StillHeldException(IReadOnlyList<string> causes)
    : TradingBaseException(
        $"The desk is still held: {string.Join(", ", causes)}. A kill's hold ends with --cause kill, that of "
        + "a start once the books agree with every venue.");
