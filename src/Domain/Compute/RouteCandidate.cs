namespace TradingBase.Compute;

/// <summary>What the router knew of one endpoint when it chose.</summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="ExpectedUsd">
/// This request's tokens at its prices, US dollars: an upper bound of the output.
/// </param>
/// <param name="Healthy">Whether it may be asked.</param>
/// <param name="Room">Requests it could take on top.</param>
/// <param name="LastResort">Whether it answers in process, without a model.</param>
/// <param name="Tried">Whether it failed this request already.</param>
/// <param name="ClosedUntil">Before when it is not asked, UTC; null when open.</param>
public sealed record RouteCandidate(
    string Endpoint, decimal ExpectedUsd, bool Healthy, int Room, bool LastResort, bool Tried,
    DateTimeOffset? ClosedUntil)
{
    /// <summary>Whether it can take the request now.</summary>
    public bool Able => Healthy && Room > 0 && !Tried;
}
