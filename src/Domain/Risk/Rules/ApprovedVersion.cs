namespace TradingBase.Risk.Rules;

/// <summary>Denies every order of a program or a configuration that nobody approved.</summary>
/// <remarks>
/// Which ones may trade is among the desk's limits; unnamed is any. An order that shrinks is bound too:
/// nobody knows what a strange program calls a way out. Source: SEC Rule 15c3-5; the loss of Knight
/// Capital, 2012.
/// </remarks>
public sealed class ApprovedVersion : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(ApprovedVersion);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) => RuleMeasure.Must(facts.Book.VersionsApproved);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) =>
        (measure.Holds, facts.Book.Running) switch
    {
        (true, null) => "Every version may trade.",
        (true, { } running) => $"Version {running.Code} may trade.",
        (_, null) => "Which version runs is not known, and only some may trade.",
        (_, { } running) when facts.Book.CodeApproved =>
            $"Configuration {running.Configuration} is not among those that may trade.",
        (_, { } running) => $"Version {running.Code} is not among those that may trade.",
    };
}
