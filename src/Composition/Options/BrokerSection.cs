using TradingBase.Adapters.Http;

namespace TradingBase.Composition.Options;

/// <summary>A broker with a real venue behind it, and the markets that it serves.</summary>
public sealed record BrokerSection
{
    /// <summary>
    /// Kind of broker in the roster, such as <c>binance</c>; required, and no other section's.
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>Where the venue's API is: https, or this machine.</summary>
    /// <value>The default, null, is the venue's own public address.</value>
    public Uri? BaseUrl { get; init; }

    /// <summary>Name of the environment variable that holds the API key; never the key itself.</summary>
    /// <value>The default is null; every broker but paper needs one.</value>
    public string? KeyVariable { get; init; }

    /// <summary>
    /// Name of the environment variable that holds the key's secret; never the secret itself.
    /// </summary>
    /// <value>The default is null; every broker but paper needs one.</value>
    public string? SecretVariable { get; init; }

    /// <summary>
    /// Name of the environment variable that holds the passphrase, where the venue wants one.
    /// </summary>
    /// <value>The default, null, sends none.</value>
    public string? PassphraseVariable { get; init; }

    /// <summary>Markets whose orders go there, by name; no market twice.</summary>
    /// <value>The default, an empty list, serves none; every broker but paper needs one.</value>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>How long one request may take, seconds; 1 to 60.</summary>
    /// <value>The default is 10.</value>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Writes the section as the lines to venues know it.</summary>
    /// <param name="instruments">What the desk trades in the section's markets.</param>
    /// <param name="readVariable">Gives an environment variable's value, or null.</param>
    internal VenueSettings ToSettings(
        IReadOnlyList<InstrumentId> instruments, Func<string, string?> readVariable)
    {
        return new()
        {
            BaseUrl = BaseUrl,
            Key = Secret(KeyVariable),
            Secret = Secret(SecretVariable),
            Passphrase = Secret(PassphraseVariable),
            Instruments = instruments,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        };

        VenueSecret? Secret(string? variable) => variable is null ? null : new(variable, readVariable);
    }
}
