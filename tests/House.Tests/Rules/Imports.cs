using System.Xml.Linq;

namespace TradingBase.House.Tests.Rules;

/// <summary>Which project may import which. The list is the rule; a new arrow is added here first.</summary>
internal static class Imports
{
    private const string Surface = "AzureContracts";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["AzureContracts"] = [],
        ["Adapters"] = ["Domain"],
        ["Functions"] = ["Domain", Surface],
        ["Composition"] = ["Domain", "Adapters"],
        ["AzureHost"] = ["Composition", "Functions", "Domain", Surface],
        ["LocalHost"] = ["Composition", "Functions", "Domain", Surface],
        ["Testing"] = ["Domain"],
        ["Benchmarks"] = ["LocalHost", "Testing"],
        ["Simulation.Tests"] = ["LocalHost", "Testing"],
        ["House.Tests"] = ["AzureHost", "LocalHost", "Testing"],
    };

    /// <summary>What a project may name, in its project file or in what was compiled of it.</summary>
    internal static IReadOnlyList<string> AllowedTo(string project) =>
        Allowed.TryGetValue(project, out string[]? allowed) ? allowed
        : project.EndsWith(".Tests", StringComparison.Ordinal) ? [project[..^".Tests".Length], "Testing"]
        : [];

    /// <summary>Looks at the references that project files write down.</summary>
    internal static IEnumerable<Finding> FindInProjects(IReadOnlyList<Source> projects) =>
        from project in projects
        from reference in XDocument.Parse(project.Text).Descendants("ProjectReference")
        let name = System.IO.Path.GetFileNameWithoutExtension(
            reference.Attribute("Include")!.Value.Replace('\\', '/'))
        where !AllowedTo(project.Name).Contains(name)
        select new Finding(project.Path, 1, $"{project.Name} must not import {name}.");

    /// <summary>Looks at what a compiled project really uses, references of references included.</summary>
    internal static IEnumerable<string> FindInAssembly(string project, IEnumerable<string> referenced) =>
        from name in referenced
        where name.StartsWith("TradingBase.", StringComparison.Ordinal)
        let imported = name["TradingBase.".Length..]
        where !AllowedTo(project).Contains(imported)
        select $"{project} must not use {imported}.";
}
