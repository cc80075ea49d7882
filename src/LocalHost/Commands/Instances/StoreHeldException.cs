namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>A running host holds the store, so that only the host can steer its instances.</summary>
/// <param name="file">The store's full path.</param>
internal sealed class StoreHeldException(string file) : TradingBaseException(
    $"The store '{file}' is in use by a running host, which alone can steer its instances. Ask the host: "
    + "the same command with --url and the address that serve printed, such as --url http://127.0.0.1:7071.");
