namespace TradingBase.Compute;

/// <summary>How long an endpoint will take, as far as it is known.</summary>
/// <param name="FirstToken">Seconds to the first token.</param>
/// <param name="OutputToken">Seconds for each output token after it.</param>
/// <param name="Measured">How many recent measurements of first tokens it rests on; zero or more.</param>
/// <param name="Slow">Whether it is in a brown-out: the estimates are shifted to what is seen now.</param>
public readonly record struct LatencyEstimate(
    LogNormal FirstToken, LogNormal OutputToken, double Measured, bool Slow);
