using System.Text.RegularExpressions;
using TradingBase.Analysis;
using TradingBase.Analysis.Analysts;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Analysis.Analysts;

/// <summary>The table that people read and the names that analysts emit are one list.</summary>
public sealed class FeatureTableTests
{
    [Fact]
    public async Task Table_AndWhatAnalystsEmit_AreTheSameNames()
    {
        List<string> table = ReadTable();
        HashSet<string> emitted = await Emitted();

        Assert.Equal(table.Count, table.Distinct().Count());
        Assert.Equal(table.Order(StringComparer.Ordinal), emitted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Table_Windows_AreThoseOfTheCode()
    {
        Dictionary<string, int> windows = Rows().ToDictionary(
            row => row.Groups[1].Value, row => int.Parse(row.Groups[2].Value, null));

        Assert.All(Features.All, feature => Assert.Equal(windows[feature.Name], feature.Bars));
    }

    private static async Task<HashSet<string>> Emitted()
    {
        BarSeries[] series = [.. new[] { "A", "B", "C", "D" }.Select(
            (symbol, i) => Some.Walk(260, seed: i + 1, Some.Instrument(symbol)))];
        AnalystAssignment assignment = Some.Assignment(Some.Snapshot(series));
        ScriptedInference citing = new(request => ScriptedInference.Reply(request, CiteAll(request.Input)));
        IAnalyst[] analysts =
        [
            new TrendAnalyst(), new MeanReversionAnalyst(), new VolatilityRegimeAnalyst(),
            new BreadthAnalyst(), new ResearchAnalyst(citing),
        ];

        HashSet<string> names = [];
        foreach (IAnalyst analyst in analysts)
        {
            AnalystReport report = await analyst.ConsultAsync(assignment, default);
            Assert.All(report.Views, view => Assert.False(view.Abstained, view.Reason));
            names.UnionWith(
                report.Views.SelectMany(view => view.Evidence).Select(evidence => evidence.Feature));
        }

        return names;
    }

    private static string CiteAll(string input)
    {
        MatchCollection sent = Regex.Matches(
            input[input.IndexOf("features", StringComparison.Ordinal)..], "\"(\\w+)\":([-0-9.E]+)");
        IEnumerable<string> cited =
            sent.Select(match => $$"""{"feature":"{{match.Groups[1]}}","value":{{match.Groups[2]}}}""");
        string evidence = string.Join(',', cited);
        return $$"""{"stance":0.1,"confidence":0.5,"horizonDays":5,"evidence":[{{evidence}}]}""";
    }

    private static List<string> ReadTable() => [.. Rows().Select(row => row.Groups[1].Value)];

    private static IEnumerable<Match> Rows() =>
        File.ReadLines(Path.Combine(Repository(), "src", "Domain", "Analysis", "FEATURES.md"))
            .Select(line => Regex.Match(line, @"^\| `(\w+)` \|.*\| (\d+) \|[^|]+\|$"))
            .Where(match => match.Success);

    private static string Repository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "TradingBase.Functions.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException(
            "The tests run outside of the repository.");
    }
}
