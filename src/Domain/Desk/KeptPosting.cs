namespace TradingBase.Desk;

/// <summary>A person's posting as it was kept before it was posted.</summary>
/// <param name="Posting">What the person said.</param>
/// <param name="Price">Quote currency per unit for units, else zero.</param>
/// <param name="AtUtc">When it was said first, UTC.</param>
public sealed record KeptPosting(HandPosting Posting, decimal Price, DateTimeOffset AtUtc)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "posting";
}
