namespace TradingBase.Compute;

/// <summary>When a failing endpoint is left alone, and for how long.</summary>
public sealed record EndpointBoardOptions
{
    /// <summary>Failures in a row that close an endpoint; at least one.</summary>
    /// <value>2.</value>
    public int FailuresToClose { get; init => field = (int)Check.Positive(value); } = 2;

    /// <summary>How long it stays closed when it does not say so itself; greater than zero.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan ClosedFor { get; init => field = Check.Positive(value); } = TimeSpan.FromSeconds(15);
}
