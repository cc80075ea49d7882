namespace TradingBase.Desk;

/// <summary>Somebody asked for a cycle at a moment that lies before what the book already holds.</summary>
/// <param name="asked">The desk time asked for.</param>
/// <param name="lastEvent">The book's newest fill.</param>
public sealed class DeskTimeException(DateTimeOffset asked, DateTimeOffset lastEvent)
    : TradingBaseException(
        $"A cycle as of {UtcJsonConverter.Write(asked)} would trade before the account's last fill at "
        + $"{UtcJsonConverter.Write(lastEvent)}; use another account (--state) or a later moment.")
{
    /// <summary>The desk time asked for.</summary>
    public DateTimeOffset Asked { get; } = asked;

    /// <summary>The book's newest fill.</summary>
    public DateTimeOffset LastEvent { get; } = lastEvent;
}
