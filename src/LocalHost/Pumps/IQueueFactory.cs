namespace TradingBase.LocalHost.Pumps;

/// <summary>Finds queues by name.</summary>
internal interface IQueueFactory
{
    /// <summary>Opens a queue, which exists from then on.</summary>
    /// <param name="name">3 to 63 lower-case letters, digits and single hyphens between them.</param>
    /// <param name="connection">The setting with a storage account's connection string; null for the usual
    /// one.</param>
    /// <returns>The same object for the same names; a storage queue when the setting is there, else our
    /// own.</returns>
    /// <exception cref="ArgumentException">The name is none that a storage queue could have.</exception>
    IQueue Open(string name, string? connection = null);
}
