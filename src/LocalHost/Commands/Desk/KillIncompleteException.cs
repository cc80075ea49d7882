namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>A kill left something undone.</summary>
/// <param name="what">Sentences that say what.</param>
internal sealed class KillIncompleteException(string what)
    : TradingBaseException($"The kill is not complete: {what}");
