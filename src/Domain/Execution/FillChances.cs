using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>What is left to chance in a fill; the same order in the same bar always draws the same.</summary>
/// <param name="Touch">Probability that a limit is filled by a mere touch; 0 to 1.</param>
/// <param name="TickSlip">Probability that a taking fill slips by one tick more; 0 to 1.</param>
/// <remarks>Idea: nautilus_trader's fill model. The default is that nothing is.</remarks>
public readonly record struct FillChances(double Touch, double TickSlip)
{
    /// <summary>Whether a touch fills an order in a bar.</summary>
    public bool FillsOnTouch(string clientOrderId, Bar bar) => Draw(clientOrderId, bar, "touch") < Touch;

    /// <summary>Whether a taking fill slips by one tick more.</summary>
    public bool SlipsATick(string clientOrderId, Bar bar) => Draw(clientOrderId, bar, "slip") < TickSlip;

    // Evenly from 0 to below 1, by 53 bits of a hash.
    private static double Draw(string clientOrderId, Bar bar, string what)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{what}|{UtcJsonConverter.Write(bar.Start)}|{clientOrderId}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * Math.ScaleB(1, -53);
    }
}
