using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>The limits that were accepted last.</summary>
/// <param name="Limits">In all their layers.</param>
/// <param name="By">Who accepted them; <c>configuration</c> for the first and tighter ones.</param>
/// <param name="Why">A sentence.</param>
/// <param name="AtUtc">UTC.</param>
public sealed record AcceptedLimits(RiskLimits Limits, string By, string Why, DateTimeOffset AtUtc)
{
    /// <summary>SHA-256 of the canonical form of the limits.</summary>
    public string Hash => Canonical.Hash(Limits);

    /// <summary>
    /// The person who accepted last, whatever the configuration tightened since; null while nobody did.
    /// </summary>
    public PersonsWord? LastPerson { get; init; }
}
