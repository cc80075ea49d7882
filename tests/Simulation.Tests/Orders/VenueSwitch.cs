namespace TradingBase.Simulation.Tests.Orders;

/// <summary>Brings each request to its venue, which its port names.</summary>
internal sealed class VenueSwitch(IEnumerable<HttpMessageHandler> lines) : HttpMessageHandler
{
    private readonly HttpMessageInvoker[] _lines = [.. lines.Select(line => new HttpMessageInvoker(line))];

    /// <summary>Where the venue of an index is.</summary>
    internal static Uri AddressOf(int index) => new($"http://127.0.0.1:{index + 1}");

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        _lines[request.RequestUri!.Port - 1].SendAsync(request, cancellationToken);
}
