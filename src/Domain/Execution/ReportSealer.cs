using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>Seals what the wire learnt, and tells whether a seal is whole.</summary>
/// <param name="signer">Holds the ring of keys.</param>
/// <remarks>Thread-safe. A seal is no signature of an order: each purpose is signed apart.</remarks>
public sealed class ReportSealer(OrderSigner signer)
{
    private const string Purpose = "order-report";

    /// <summary>Seals a report.</summary>
    public SealedReport Seal(OrderReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        (string keyId, string seal) = signer.Sign(Purpose, Canonical.Json(report));
        return new(report, keyId, seal);
    }

    /// <summary>Says why a sealed report may not be booked.</summary>
    /// <param name="report">What came over a queue or out of a history.</param>
    /// <param name="clientOrderId">The order that it is to be booked for.</param>
    /// <returns>A sentence that names the order and its trades, or null when it may be booked.</returns>
    public string? FindFault(SealedReport report, string clientOrderId)
    {
        ArgumentNullException.ThrowIfNull(report);
        string what = $"The report of order {report.Report.ClientOrderId} with {Trades(report.Report)}";
        SignatureCheck check = signer.Check(
            Purpose, Canonical.Json(report.Report), report.KeyId, report.Seal);
        return check switch
        {
            SignatureCheck.UnknownKey =>
                $"{what} is sealed with '{report.KeyId}', which is no key of this desk.",
            SignatureCheck.Tampered => $"{what} is not what the wire sealed.",
            _ when report.Report.ClientOrderId != clientOrderId =>
                $"{what} came for order {clientOrderId}.",
            _ => null,
        };
    }

    private static string Trades(OrderReport report) => report.Fills.Count == 0
        ? "no trade"
        : $"trade {string.Join(", ", report.Fills.Select(fill => fill.TradeId))}";
}
