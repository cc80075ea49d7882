using TradingBase.Portfolio;

namespace TradingBase.Strategy;

/// <summary>Turns insights into target weights.</summary>
/// <remarks>Pure: the same arguments give the same targets.</remarks>
public interface IStrategy
{
    /// <summary>Name in configuration and records, such as <c>conviction-weighted</c>.</summary>
    string Name { get; }

    /// <summary>Chooses the weights.</summary>
    /// <param name="portfolio">What is held.</param>
    /// <param name="outlooks">What is known, one per instrument, ordered by instrument.</param>
    /// <returns>One target per outlook, in its order.</returns>
    IReadOnlyList<TargetWeight> Target(PortfolioState portfolio, IReadOnlyList<InstrumentOutlook> outlooks);
}
