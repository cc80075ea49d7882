namespace TradingBase.Desk;

/// <summary>A venue did not tell of the account, or not understandably.</summary>
/// <param name="venue">Name of the broker.</param>
/// <param name="inner">What it or its broker said.</param>
public sealed class VenueSilentException(string venue, Exception inner)
    : TradingBaseException($"The venue '{venue}' did not tell of the account: {inner?.Message}", inner)
{
    /// <summary>Name of the broker.</summary>
    public string Venue { get; } = venue;
}
