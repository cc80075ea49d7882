namespace TradingBase.Adapters.Http;

/// <summary>What a venue says against a request, read from a body of any status.</summary>
/// <param name="Code">The venue's own code.</param>
/// <param name="Message">The venue's own words.</param>
/// <param name="Kind">What the code proves; null leaves it to the status.</param>
internal sealed record VenueFault(string Code, string Message, VenueAnswerKind? Kind = null);
