namespace TradingBase.Desk;

/// <summary>One of the desk's largest positions.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Instrument">Bare symbol.</param>
/// <param name="Value">Signed worth, base currency.</param>
/// <param name="Share">Its size as a share of equity; null where equity is not above zero.</param>
public sealed record DailyExposure(string Market, string Instrument, decimal Value, decimal? Share);
