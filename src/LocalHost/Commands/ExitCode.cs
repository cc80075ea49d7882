namespace TradingBase.LocalHost.Commands;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>Tried and failed.</summary>
    internal const int Failed = 1;

    /// <summary>Wrong usage, configuration or data: nothing was started.</summary>
    internal const int WrongUsage = 2;
}
