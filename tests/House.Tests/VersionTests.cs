using System.Xml.Linq;

namespace TradingBase.House.Tests;

/// <summary>A listing stands for one version of its package: the one that the switch restores.</summary>
public sealed class VersionTests
{
    private const string Listings = "src/AzureContracts/README.md";

    [Fact]
    public void Listings_ForPackagesBehindTheSwitch_StandForTheVersionThatIsRestored()
    {
        Dictionary<string, string> listed = ReadListed();
        List<string> differing = [];
        foreach (string package in ReadSwitched())
        {
            string? name = listed.Keys.SingleOrDefault(key => package.EndsWith(key, StringComparison.Ordinal));
            string restored = ReadCentral()[package];
            if (name is null || listed[name] != restored)
            {
                string found = name is null ? "nothing" : listed[name];
                differing.Add($"{package}: {restored} restored, {found} listed.");
            }
        }

        Assert.Empty(differing);
    }

    // The last two cells of a row; names are shortened by three dots where the row above has the rest.
    private static Dictionary<string, string> ReadListed() =>
        File.ReadLines(Path.Combine(Repository.Root, Listings))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => char.IsDigit(cells[^1][0]))
            .ToDictionary(cells => cells[^2].TrimStart('.').Split([" ", ":"], 2, default)[0], cells => cells[^1]);

    private static IReadOnlyList<string> ReadSwitched() =>
    [
        .. XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.targets"))
            .Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!),
    ];

    private static Dictionary<string, string> ReadCentral() =>
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(at => (string)at.Attribute("Include")!, at => (string)at.Attribute("Version")!);
}
