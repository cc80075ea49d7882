namespace TradingBase.Portfolio;

/// <summary>What a desk is before it has traded: the part of its configuration that its decisions need.</summary>
/// <param name="Name">Name in records and on the page.</param>
/// <param name="BaseCurrency">What everything is counted in; ISO 4217.</param>
/// <param name="StartingCash">First deposit, base currency; greater than zero.</param>
/// <param name="LookBack">Daily bars in a snapshot; greater than zero.</param>
public sealed record DeskSettings(string Name, string BaseCurrency, decimal StartingCash, int LookBack)
{
    /// <summary>Name in records and on the page.</summary>
    public string Name { get; } = Check.NotBlank(Name);

    /// <summary>First deposit, base currency.</summary>
    public decimal StartingCash { get; } = Check.Positive(StartingCash);
}
