namespace TradingBase.Desk;

/// <summary>Somebody asked for a cycle at a moment that lies before what the book already holds.</summary>
/// <param name="asked">The desk time asked for.</param>
/// <param name="lastEvent">The newest fill or mark of the book.</param>
public sealed class DeskTimeException(DateTimeOffset asked, DateTimeOffset lastEvent)
    : TradingBaseException(
        $"A cycle as of {UtcJsonConverter.Write(asked)} would trade in the past of an account that has been "
        + $"traded up to {UtcJsonConverter.Write(lastEvent)}; use another account (--state) or a later "
        + "moment.")
{
    /// <summary>The desk time asked for.</summary>
    public DateTimeOffset Asked { get; } = asked;

    /// <summary>The newest fill or mark of the book.</summary>
    public DateTimeOffset LastEvent { get; } = lastEvent;
}
