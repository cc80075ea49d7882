namespace TradingBase.Testing;

/// <summary>Finds the recorded data that lie beside the checkout; tests skip where they are absent.</summary>
public static class SharedData
{
    /// <summary>
    /// The root of the shared files, or null: TRADINGBASE_SHARED, else <c>../shared</c> of the repository.
    /// </summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The folder of recorded market data, or null.</summary>
    public static string? Market => Root is null ? null : Path.Combine(Root, "data", "market");

    /// <summary>Why a test is skipped without the data.</summary>
    public const string Absent =
        "The recorded data are not beside this checkout (../shared or TRADINGBASE_SHARED).";

    private static string? FindRoot()
    {
        string? named = Environment.GetEnvironmentVariable("TRADINGBASE_SHARED");
        string? root = string.IsNullOrEmpty(named) ? BesideRepository() : named;
        return root is not null && Directory.Exists(Path.Combine(root, "data", "market")) ? root : null;
    }

    private static string? BesideRepository()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TradingBase.Functions.sln")))
            {
                return at.Parent is null ? null : Path.Combine(at.Parent.FullName, "shared");
            }
        }

        return null;
    }
}
