using System.Text;

namespace TradingBase.Adapters.Http;

/// <summary>A key, secret or passphrase of a venue: shown to nobody who does not sign with it.</summary>
/// <param name="variable">The environment variable that holds it.</param>
/// <param name="read">Gives an environment variable's value, or null.</param>
/// <remarks>It is read when it is first needed, and never written by any text of this process.</remarks>
public sealed class VenueSecret(string variable, Func<string, string?> read)
{
    private readonly Lazy<string?> _value = new(() => read(variable));

    /// <summary>The environment variable that holds it.</summary>
    public string Variable { get; } = Check.NotBlank(variable);

    /// <summary>Writes the variable's name, never its value.</summary>
    public override string ToString() => $"the variable {Variable}";

    /// <summary>The secret, for signing.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    internal string Reveal() => _value.Value is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"The environment variable {Variable} is not set.");

    /// <summary>The secret's bytes, UTF-8.</summary>
    internal byte[] RevealBytes() => Encoding.UTF8.GetBytes(Reveal());

    /// <summary>Takes the secret out of a text.</summary>
    internal string Redact(string text) => _value is { IsValueCreated: true, Value: { Length: > 0 } value }
        ? text.Replace(value, "***", StringComparison.Ordinal)
        : text;
}
