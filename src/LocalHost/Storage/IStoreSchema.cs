namespace TradingBase.LocalHost.Storage;

/// <summary>The tables that one tenant of the store brings with it.</summary>
internal interface IStoreSchema
{
    /// <summary>Statements that make what is missing; run at every start, so each says IF NOT
    /// EXISTS.</summary>
    string Sql { get; }

    /// <summary>Adds to tables of former versions what they lack; run at every start, after the
    /// statements.</summary>
    /// <param name="connection">The writer's, before it writes anything else.</param>
    void Upgrade(StoreConnection connection)
    {
    }
}
