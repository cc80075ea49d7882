namespace TradingBase.LocalHost.Storage;

/// <summary>The tables that one tenant of the store brings with it.</summary>
internal interface IStoreSchema
{
    /// <summary>Statements that make what is missing; run at every start, so each says IF NOT
    /// EXISTS.</summary>
    string Sql { get; }
}
