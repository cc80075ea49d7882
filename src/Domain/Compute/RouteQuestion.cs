namespace TradingBase.Compute;

/// <summary>What the router has to know of a request.</summary>
/// <remarks>Plain numbers: the same question, table and moment give the same choice.</remarks>
public readonly record struct RouteQuestion
{
    // More than any model reads, and two of it still fit into a number.
    private const int MostTokens = 1_000_000_000;

    /// <summary>Asks for an answer anywhere, now, for free if need be.</summary>
    public RouteQuestion()
    {
    }

    /// <summary>Tokens of input, cached ones included; 0 to a billion.</summary>
    public int InputTokens { get; init => field = Tokens(value); }

    /// <summary>Tokens of input that one endpoint still holds; 0 to all of the input.</summary>
    public int CachedTokens { get; init => field = Tokens(value); }

    /// <summary>Which row holds them; of no meaning when there are none.</summary>
    public int CachedAt { get; init; }

    /// <summary>Upper bound of the answer, as providers count it ahead, tokens; 0 to a billion.</summary>
    public int MaxOutputTokens { get; init => field = Tokens(value); }

    /// <summary>Forecast of the answer, mean, tokens; 0 to a billion.</summary>
    public double OutputTokens { get; init => field = Check.Within(value, 0, MostTokens); }

    /// <summary>Standard deviation of that forecast, tokens; 0 to a billion.</summary>
    public double OutputDeviation { get; init => field = Check.Within(value, 0, MostTokens); }

    /// <summary>When an answer is worth nothing any more, UTC.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>What a late answer or none costs at its priority, US dollars; 0 to a million.</summary>
    public double MissUsd { get; init => field = Check.Within(value, 0, 1e6); }

    /// <summary>Rows that may answer: bit 0 stands for row 0.</summary>
    /// <value>The default is all.</value>
    public ulong Allowed { get; init; } = ulong.MaxValue;

    /// <summary>Input and the most of output together, tokens.</summary>
    public int DeclaredTokens => InputTokens + MaxOutputTokens;

    private static int Tokens(int value) => value is >= 0 and <= MostTokens
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"From 0 to {MostTokens} tokens were expected.");
}
