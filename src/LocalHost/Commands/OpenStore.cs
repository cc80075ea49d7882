using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands;

/// <summary>Opens a store that a command line names.</summary>
internal static class OpenStore
{
    /// <summary>Opens it for reading; a host may be at work on it.</summary>
    /// <param name="file">Exists.</param>
    /// <param name="option">Where it was named, for the message.</param>
    /// <exception cref="UsageException">The file is no store of the engine.</exception>
    internal static StoreReader ToRead(string file, string option)
    {
        StoreReader? store = null;
        try
        {
            store = StoreReader.Open(file);
            return store.Has("instances")
                ? store
                : throw new UsageException(
                    $"{option}: '{file}' holds no instances; it is no engine's store.");
        }
        catch (StoreUnavailableException unreadable)
        {
            store?.Dispose();
            throw new UsageException(
                $"{option}: '{file}' is no engine's store: {unreadable.Message}");
        }
        catch
        {
            store?.Dispose();
            throw;
        }
    }
}
