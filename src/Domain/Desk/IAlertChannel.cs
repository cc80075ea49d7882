namespace TradingBase.Desk;

/// <summary>Takes alerts to people outside the desk.</summary>
/// <remarks>Thread-safe. May be given one alert twice; the alert's id is the same then.</remarks>
public interface IAlertChannel
{
    /// <summary>Name in records.</summary>
    string Name { get; }

    /// <summary>Tells an alert.</summary>
    /// <exception cref="TradingBaseException">It could not be told; the alert stays recorded.</exception>
    Task TellAsync(Alert alert, CancellationToken cancellationToken);
}
