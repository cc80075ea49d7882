namespace TradingBase.Composition;

/// <summary>A configuration that cannot be used; nothing was started with it.</summary>
/// <param name="place">Which file, or where else it came from.</param>
/// <param name="mistakes">Every mistake, at least one.</param>
/// <param name="innerException">What was caught, or null.</param>
public sealed class ConfigurationException(
    string place, IReadOnlyList<ConfigurationMistake> mistakes, Exception? innerException = null)
    : TradingBaseException(Describe(place, mistakes), innerException)
{
    /// <summary>Which file, or where else it came from.</summary>
    public string Place { get; } = place;

    /// <summary>Every mistake, in the file's order.</summary>
    public IReadOnlyList<ConfigurationMistake> Mistakes { get; } = mistakes;

    private static string Describe(string place, IReadOnlyList<ConfigurationMistake> mistakes) =>
        string.Join(Environment.NewLine, mistakes.Select(mistake => $"{place}: {mistake}"));
}
