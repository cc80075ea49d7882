namespace TradingBase.Risk;

/// <summary>Keeps one bound.</summary>
/// <remarks>Pure and thread-safe. Every rule is read for every order, so that a denial shows all numbers.</remarks>
public interface IRiskRule
{
    /// <summary>Name in records: the class's name.</summary>
    string Name { get; }

    /// <summary>Measures an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="situation">Everything that it is judged against, earlier approvals included.</param>
    RuleReading Read(Strategy.ProposedOrder order, RiskSituation situation);
}
