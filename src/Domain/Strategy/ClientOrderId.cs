using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingBase.Strategy;

/// <summary>Names orders by what decided them, so that a replay names the same order alike.</summary>
public static class ClientOrderId
{
    private const int Length = 28;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>
    /// Makes the id: the first 28 characters of
    /// base32(sha256(strategy|decision|symbol@market|side|leg|epoch)).
    /// </summary>
    /// <param name="strategy">Who wants the order; holds no <c>|</c>.</param>
    /// <param name="decisionId">The cycle or intent; holds no <c>|</c>.</param>
    /// <param name="instrument">What to trade.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="leg">Which of several orders of one decision, from zero.</param>
    /// <param name="epoch">Which attempt that a person asked for anew, from zero.</param>
    /// <returns>28 lower-case letters and digits 2 to 7: every venue of the desk takes such an id.</returns>
    /// <exception cref="ArgumentException">A part is blank or holds <c>|</c>.</exception>
    public static string Make(
        string strategy, string decisionId, InstrumentId instrument, OrderSide side, int leg = 0,
        int epoch = 0)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Part(strategy)}|{Part(decisionId)}|{Part(instrument.ToString())}|"
            + $"{(side is OrderSide.Buy ? "buy" : "sell")}|{leg}|{epoch}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(Length, hash, static (id, bytes) =>
        {
            for (int i = 0; i < id.Length; i++)
            {
                int bit = i * 5;
                int pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                id[i] = Digits[(pair >> (11 - (bit % 8))) & 31];
            }
        });
    }

    private static string Part(string text) => Check.NotBlank(text).Contains('|', StringComparison.Ordinal)
        ? throw new ArgumentException($"'{text}' holds the separator '|'.", nameof(text))
        : text;
}
