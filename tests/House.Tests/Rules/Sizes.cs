using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests.Rules;

/// <summary>
/// Files that can be read in one sitting, lines that fit the screen, one public type per file.
/// </summary>
internal static class Sizes
{
    private const int LongestFile = 300;
    private const int LongestLine = 110;

    /// <summary>Files that are longer, each with the sentence that defends it.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
    };

    /// <summary>
    /// Files of Domain that list several public types, each with the sentence that defends it.
    /// </summary>
    private static readonly Dictionary<string, string> Listings = new()
    {
        ["src/Domain/Desk/CycleDocument.cs"] = "The names of one JSON document are a listing, read together.",
    };

    internal static IEnumerable<Finding> FindLongFiles(IReadOnlyList<Source> sources) =>
        from source in sources
        let lines = source.Text.TrimEnd('\n').Split('\n').Length
        where lines > LongestFile && !LongFiles.ContainsKey(source.Path)
        select new Finding(
            source.Path, LongestFile, $"{lines} lines are more than {LongestFile}: what does it hide?");

    internal static IEnumerable<Finding> FindLongLines(IReadOnlyList<Source> sources) =>
        from source in sources
        from line in source.Text.Split('\n').Select(
            (text, index) => (Length: text.TrimEnd('\r').Length, Number: index + 1))
        where line.Length > LongestLine
        select new Finding(source.Path, line.Number, $"{line.Length} columns are more than {LongestLine}.");

    internal static IEnumerable<Finding> FindCrowdedFiles(IReadOnlyList<Source> sources) =>
        from source in sources
        where source.IsIn("src/Domain") && !Listings.ContainsKey(source.Path)
        let types = source.Nodes.OfType<MemberDeclarationSyntax>().Where(IsPublicType).Select(NameOf).ToArray()
        where types.Length > 1 || (types.Length == 1 && types[0] != source.Name.Split('.')[0])
        let named = string.Join(", ", types)
        select new Finding(source.Path, 1, $"One public type lies in a file of its own name: {named}.");

    /// <summary>Exceptions whose file is gone, or keeps the rule by now.</summary>
    internal static IEnumerable<string> FindStaleExceptions(IReadOnlyList<Source> sources) =>
        LongFiles.Keys.Where(path => sources.FirstOrDefault(source => source.Path == path) is not { } source
            || source.Text.TrimEnd('\n').Split('\n').Length <= LongestFile)
        .Concat(Listings.Keys.Where(path => sources.All(source => source.Path != path)));

    private static bool IsPublicType(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        && member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
        && member.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax made => made.Identifier.Text,
        _ => "",
    };
}
