using TradingBase.Execution;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Asks again when a venue's quota is free later; the clock is moved there.</summary>
/// <param name="clock">What is moved.</param>
internal sealed class PatientCaller(HastyClock clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Asks, and waits where the quota says so.</summary>
    /// <remarks>
    /// Whoever was refused once asks alone: many who ask again at once would spend each other's quota.
    /// </remarks>
    internal async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (VenueUnavailableException busy) when (busy.RetryAfter is { } wait)
        {
            clock.Pass(wait);
        }

        await _turn.WaitAsync();
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return await ask();
                }
                catch (VenueUnavailableException busy) when (busy.RetryAfter is not null && attempt < 100)
                {
                    clock.Pass(busy.RetryAfter.Value);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
