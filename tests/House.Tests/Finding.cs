namespace TradingBase.House.Tests;

/// <summary>One place where a rule of the house is broken.</summary>
/// <param name="Path">Which file.</param>
/// <param name="Line">1-based.</param>
/// <param name="What">A sentence.</param>
internal sealed record Finding(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}: {What}";
}
