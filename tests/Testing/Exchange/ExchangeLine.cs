namespace TradingBase.Testing.Exchange;

/// <summary>One side of an entry.</summary>
public readonly record struct ExchangeLine(string Account, string Asset, decimal Amount);
