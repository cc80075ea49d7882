using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>The line to the venue as one process sees it.</summary>
/// <remarks>
/// What never answers here lets the client's own patience run out on the simulated clock: other work of the
/// process goes on meanwhile.
/// </remarks>
internal sealed class WatchedLine(VenueSite site, DeskLife life)
    : DelegatingHandler(new ExchangeHandler(site.Wire, life.Clock))
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await life.PassAsync("before a request");
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (TaskCanceledException silent) when (silent.InnerException is TimeoutException)
        {
            life.NoteRequest(site);
            await life.PassAsync("after a request without an answer");
            await Task.Delay(Timeout.InfiniteTimeSpan, life.Clock, cancellationToken);
            throw;
        }

        life.NoteRequest(site);
        await life.PassAsync("after a request");
        return response;
    }
}
