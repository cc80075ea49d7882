using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests;

/// <summary>One file, real or planted.</summary>
/// <param name="path">Relative to the root, with slashes.</param>
/// <param name="text">Its content.</param>
internal sealed class Source(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> _unit = new(() => CSharpSyntaxTree
        .ParseText(text, new CSharpParseOptions(LanguageVersion.Preview))
        .GetCompilationUnitRoot());

    internal string Path { get; } = path;

    internal string Text { get; } = text;

    /// <summary>Its name without folder and ending.</summary>
    internal string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>Its syntax; parsed once.</summary>
    internal CompilationUnitSyntax Unit => _unit.Value;

    /// <summary>Every node of its code, documentation comments excepted.</summary>
    internal IEnumerable<SyntaxNode> Nodes => Unit.DescendantNodes();

    /// <summary>Whether it lies below a folder.</summary>
    internal bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>Makes a finding at a node.</summary>
    internal Finding At(SyntaxNode node, string what) => At(node.GetLocation(), what);

    /// <summary>Makes a finding at a place.</summary>
    internal Finding At(Location place, string what) =>
        new(Path, place.GetLineSpan().StartLinePosition.Line + 1, what);
}
