using TradingBase.Composition;
using TradingBase.LocalHost.Pumps;
using TradingBase.Markets;

namespace TradingBase.LocalHost.Commands;

/// <summary>Turns what a command could not do into a sentence and an exit code.</summary>
internal static class Errors
{
    /// <summary>Runs a command's body.</summary>
    /// <returns>The exit code; a fault of ours is not caught and shows its trace.</returns>
    internal static async Task<int> CatchAsync(Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (OperationCanceledException)
        {
            await Output.Notes.WriteLineAsync("Stopped; the same command goes on from here.");
            return ExitCode.Failed;
        }
        catch (TradingBaseException failure)
        {
            await Output.Notes.WriteLineAsync(failure.Message);
            return IsUsage(failure) ? ExitCode.WrongUsage : ExitCode.Failed;
        }
    }

    private static bool IsUsage(TradingBaseException failure) => failure
        is UsageException or ConfigurationException or MarketDataException or UnknownMarketException
        or KeyFileException;
}
