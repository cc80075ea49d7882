namespace TradingBase.House.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules", "TestResults"];

    /// <summary>The folder that holds the solution.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Every C# file of <c>src</c>.</summary>
    internal static IReadOnlyList<Source> Product { get; } = Read("src", "*.cs");

    /// <summary>Every C# file of <c>src</c> and <c>tests</c>.</summary>
    internal static IReadOnlyList<Source> All { get; } = [.. Product, .. Read("tests", "*.cs")];

    /// <summary>Reads files below a folder; what is built or restored is left out.</summary>
    /// <param name="folder">Relative to the root; empty for the root itself.</param>
    /// <param name="pattern">Such as <c>*.md</c>.</param>
    internal static IReadOnlyList<Source> Read(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => NotOurs.Contains(part) || part.StartsWith('.')))
            .Order(StringComparer.Ordinal)
            .Select(path => new Source(path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TradingBase.Functions.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout.");
    }
}
