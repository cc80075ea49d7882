using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Risk;

namespace TradingBase.Testing;

/// <summary>A broker that refuses everything: doubles bring only what their test needs.</summary>
public abstract class BrokerDouble : IBroker
{
    /// <inheritdoc/>
    public virtual string Name => Fill.PaperVenue;

    /// <inheritdoc/>
    public virtual BrokerTraits Traits { get; } = new() { OnPaper = true };

    /// <inheritdoc/>
    public virtual Task<OrderReport> SubmitAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken, LastLook? look = null) =>
        throw Unexpected("sends");

    /// <inheritdoc/>
    public virtual Task<bool> TryForbidSendAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public virtual Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) => throw Unexpected("asks");

    /// <inheritdoc/>
    public virtual Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
        throw Unexpected("takes back");

    /// <inheritdoc/>
    public virtual Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken) =>
        throw Unexpected("reads the account");

    /// <inheritdoc/>
    /// <remarks>It has none: that is what most tests need.</remarks>
    public virtual Task<VenueRules?> ReadRulesAsync(
        Instrument instrument, CancellationToken cancellationToken) => Task.FromResult<VenueRules?>(null);

    /// <inheritdoc/>
    public virtual Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken) =>
        throw Unexpected("takes all back");

    /// <inheritdoc/>
    public virtual Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken) =>
        throw Unexpected("arms");

    private static NotSupportedException Unexpected(string what) => new($"Nobody here {what}.");
}
