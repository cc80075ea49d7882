namespace TradingBase.Composition;

/// <summary>One mistake of a configuration.</summary>
/// <param name="Path">A JSON path such as <c>$.lookBack</c>, or line and column where JSON breaks.</param>
/// <param name="Found">What is there; never a value that may be a secret.</param>
/// <param name="Expected">What should be there.</param>
public sealed record ConfigurationMistake(string Path, string Found, string Expected)
{
    /// <summary>Writes the mistake as one sentence.</summary>
    public override string ToString() => $"{Path}: {Found} was found, {Expected} was expected.";
}
