namespace TradingBase.Analysis;

/// <summary>Looks at a market and takes a stance on its instruments.</summary>
/// <remarks>Thread-safe, and deterministic for the same assignment and the same replies.</remarks>
public interface IAnalyst
{
    /// <summary>Name in configuration and records, such as <c>trend</c>.</summary>
    string Name { get; }

    /// <summary>Takes a stance on each instrument of the batch.</summary>
    /// <returns>One view per instrument; an analyst that cannot tell abstains and says why.</returns>
    Task<AnalystReport> ConsultAsync(AnalystAssignment assignment, CancellationToken cancellationToken);
}
