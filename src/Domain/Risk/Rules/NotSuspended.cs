namespace TradingBase.Risk.Rules;

/// <summary>Denies a strategy's orders of one side of an instrument that a person has to look at.</summary>
/// <remarks>
/// A course that repeats too often is suspended until a named person lifts it; an order that shrinks is bound
/// too. Source: EU RTS 6, article 15, repeated automated execution.
/// </remarks>
public sealed class NotSuspended : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(NotSuspended);

    /// <inheritdoc/>
    public string Unit => "flag";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) => RuleMeasure.Must(!facts.Suspended);

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) => measure.Holds
        ? $"{OrderCourse.Of(facts.Order)} and nothing speaks against it."
        : $"{OrderCourse.Of(facts.Order)} too often: this is suspended until a person lifts it.";
}
