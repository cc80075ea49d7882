using System.Text;
using TradingBase.Functions.Messages;
using TradingBase.Markets;

namespace TradingBase.Functions;

/// <summary>Reads outside strategies' intents and says what is wrong with one.</summary>
/// <param name="catalog">Knows the markets.</param>
public sealed class IntentReader(MarketCatalog catalog)
{
    /// <summary>Reads an intent.</summary>
    /// <param name="queue">Where it came from.</param>
    /// <param name="message">JSON.</param>
    /// <exception cref="InvalidMessageException">The message cannot be used.</exception>
    public OrderIntent Read(string queue, string message) =>
        FindMistake(message, out OrderIntent? intent) is { } mistake
            ? throw new InvalidMessageException(queue, mistake)
            : intent!;

    /// <summary>Says what is wrong with a message.</summary>
    /// <returns>A sentence with the place, or null where nothing is.</returns>
    public string? FindMistake(string message) => FindMistake(message, out _);

    private string? FindMistake(string message, out OrderIntent? intent)
    {
        if (!JsonBody.TryRead(Encoding.UTF8.GetBytes(message), out intent, out string? reason))
        {
            return reason;
        }

        OrderIntent read = intent!;
        return
            !CycleIds.IsValid(read.IntentId)
                ? "At $.intentId: 1 to 64 letters, digits, dots, dashes or underscores were expected."
            : string.IsNullOrWhiteSpace(read.Strategy) ? "At $.strategy: a name was expected."
            : catalog.All.All(market => market.Name != read.Market)
                ? $"At $.market: there is no market '{read.Market}'."
            : string.IsNullOrWhiteSpace(read.Symbol) ? "At $.symbol: a symbol was expected."
            : read.Quantity <= 0
                ? $"At $.quantity: a quantity above zero was expected, {read.Quantity} was found."
            : read.LimitPrice <= 0
                ? $"At $.limitPrice: a price above zero was expected, {read.LimitPrice} was found."
            : null;
    }
}
