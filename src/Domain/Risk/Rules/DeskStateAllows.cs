namespace TradingBase.Risk.Rules;

/// <summary>Denies every order of a halted desk, and growing ones of a desk that reduces.</summary>
public sealed class DeskStateAllows : IRiskRule
{
    /// <inheritdoc/>
    public string Name => nameof(DeskStateAllows);

    /// <inheritdoc/>
    public string Unit => "state";

    /// <inheritdoc/>
    public RuleMeasure Measure(in OrderFacts facts) =>
        RuleMeasure.AtMost(
            (int)facts.Book.State, (int)(facts.Shrinks ? TradingState.Reducing : TradingState.Active));

    /// <inheritdoc/>
    public string Explain(in OrderFacts facts, RuleMeasure measure) =>
        (measure.Holds, facts.Book.State) switch
    {
        (true, _) => $"The desk is {facts.Book.State}.",
        (_, TradingState.Reducing) => "The desk is Reducing: only orders that shrink a position pass.",
        _ => $"The desk is {facts.Book.State}: no new order passes.",
    };
}
