using System.Reflection;
using TradingBase.Composition;
using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

/// <summary>
/// Project boundaries hold by themselves where they are drawn right; references of references leak.
/// </summary>
public sealed class ImportTests
{
    public static TheoryData<string> Compiled =>
    [
        "Domain", "AzureContracts", "Adapters", "Functions", "Composition", "AzureHost", "LocalHost", "Testing",
    ];

    [Fact]
    public void Projects_All_ImportOnlyWhatTheyMay() =>
        Assert.Empty(Imports.FindInProjects(Repository.Read("", "*.csproj")));

    [SkippableTheory]
    [MemberData(nameof(Compiled))]
    public void Project_AsCompiled_UsesOnlyWhatItMay(string project)
    {
        Assembly? compiled = Find(project);
        Skip.If(compiled is null, $"This build has the real packages, not {project}.");

        Assert.Empty(Imports.FindInAssembly(project, Referenced(compiled)));
    }

    [Fact]
    public void Projects_AForbiddenArrow_IsSeen()
    {
        const string Text =
            """<Project><ItemGroup><ProjectReference Include="../Adapters/A.csproj" /></ItemGroup></Project>""";

        Assert.NotEmpty(Imports.FindInProjects([new("src/Domain/Domain.csproj", Text)]));
        Assert.NotEmpty(Imports.FindInProjects([new("tests/Domain.Tests/Domain.Tests.csproj", Text)]));
    }

    [Fact]
    public void Project_ThatUsesTheOtherWing_IsSeen()
    {
        // Composition really uses Adapters; Functions must not.
        Assert.NotEmpty(Imports.FindInAssembly("Functions", Referenced(typeof(OptionsReader).Assembly)));
    }

    private static IEnumerable<string> Referenced(Assembly compiled) =>
        compiled.GetReferencedAssemblies().Select(name => name.Name!);

    private static Assembly? Find(string project)
    {
        string path = Path.Combine(AppContext.BaseDirectory, $"TradingBase.{project}.dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
