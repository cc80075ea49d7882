namespace TradingBase.Risk;

/// <summary>Keeps one bound.</summary>
/// <remarks>
/// Pure and thread-safe. Every rule is read for every order, so that a denial shows all numbers. Measuring
/// allocates nothing; the sentence is made apart, for the record.
/// </remarks>
public interface IRiskRule
{
    /// <summary>Unit of sums in the portfolio's base currency; a reading names that currency.</summary>
    const string BaseCurrency = "base";

    /// <summary>Name in records: the class's name.</summary>
    string Name { get; }

    /// <summary>
    /// Unit of what is measured, such as <c>ratio</c>, <c>s</c> or <see cref="BaseCurrency"/>.
    /// </summary>
    string Unit { get; }

    /// <summary>
    /// Whether it binds orders that get the desk out of a position, whatever the desk's state.
    /// </summary>
    /// <value>The default is false: such an order passes, and the reading says so.</value>
    bool BindsExits => false;

    /// <summary>Whether an order that only shrinks a position passes: the way out is never closed.</summary>
    /// <value>The default is false: it is bound like any other.</value>
    bool SparesShrinking => false;

    /// <summary>Measures an order.</summary>
    /// <param name="facts">
    /// The order, and everything that it is judged against, earlier approvals included.
    /// </param>
    RuleMeasure Measure(in OrderFacts facts);

    /// <summary>Says what a measurement means.</summary>
    /// <param name="facts">What was measured.</param>
    /// <param name="measure">What <see cref="Measure"/> gave for it.</param>
    /// <returns>A sentence with both numbers, ending in a full stop.</returns>
    string Explain(in OrderFacts facts, RuleMeasure measure);
}
