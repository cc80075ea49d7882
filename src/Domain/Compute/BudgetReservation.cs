namespace TradingBase.Compute;

/// <summary>Money held for one call: settled with what was billed, or released.</summary>
/// <remarks>Not thread-safe. Disposing what was not settled releases it.</remarks>
public sealed class BudgetReservation : IDisposable
{
    private readonly IReadOnlyList<BudgetPurse> _purses;
    private readonly decimal _heldUsd;
    private bool _ended;

    internal BudgetReservation(IReadOnlyList<BudgetPurse> purses, decimal heldUsd) =>
        (_purses, _heldUsd) = (purses, heldUsd);

    /// <summary>Ends it with what was billed; a second time changes nothing.</summary>
    /// <param name="usd">US dollars; zero or more.</param>
    public void Settle(decimal usd)
    {
        Check.NotNegative(usd);
        if (_ended)
        {
            return;
        }

        _ended = true;
        foreach (BudgetPurse purse in _purses)
        {
            purse.Settle(_heldUsd, usd);
        }
    }

    /// <summary>Releases what was not settled: nothing was billed.</summary>
    public void Dispose() => Settle(0);
}
