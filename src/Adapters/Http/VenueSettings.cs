namespace TradingBase.Adapters.Http;

/// <summary>What configuration says of one venue.</summary>
public sealed record VenueSettings
{
    /// <summary>Where its API is.</summary>
    /// <value>The default, null, is the venue's own public address.</value>
    public Uri? BaseUrl { get; init; }

    /// <summary>Public half of the API key, or null.</summary>
    public VenueSecret? Key { get; init; }

    /// <summary>Secret half of the API key, or null.</summary>
    public VenueSecret? Secret { get; init; }

    /// <summary>Passphrase of venues that want one, or null.</summary>
    public VenueSecret? Passphrase { get; init; }

    /// <summary>What the desk trades there, in the configuration's order.</summary>
    public IReadOnlyList<InstrumentId> Instruments { get; init; } = [];

    /// <summary>How long one request may take; above zero.</summary>
    /// <value>The default is ten seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest answer that is read, bytes; greater than zero.</summary>
    /// <value>The default is 16 MiB.</value>
    public int MaxAnswerBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The secrets that are set.</summary>
    internal IEnumerable<VenueSecret> Secrets => new[] { Key, Secret, Passphrase }.OfType<VenueSecret>();
}
