using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests.Rules;

/// <summary>What is not done anywhere in the house.</summary>
internal static class Manners
{
    private static readonly string[] StatefulTypes =
    [
        "ThreadLocal", "AsyncLocal", "StringBuilder", "Random", "ConcurrentQueue", "ConcurrentBag",
        "ConcurrentDictionary",
    ];

    /// <summary>
    /// Every source file is compiled whole, on every machine: no conditional code, and no regions.
    /// </summary>
    internal static IEnumerable<Finding> FindDirectives(IReadOnlyList<Source> sources) =>
        from source in sources
        from trivia in source.Unit.DescendantTrivia(descendIntoTrivia: true)
        where trivia.IsKind(SyntaxKind.IfDirectiveTrivia) || trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select source.At(trivia.GetLocation(), $"{trivia.ToString().Trim()} has no place here.");

    /// <summary>Orchestration code must stay on its own scheduler, so nobody chooses another.</summary>
    internal static IEnumerable<Finding> FindConfigureAwait(IReadOnlyList<Source> sources) =>
        Named(sources, "ConfigureAwait", "ConfigureAwait is not used here.");

    /// <summary>Nothing is a stub.</summary>
    internal static IEnumerable<Finding> FindStubs(IReadOnlyList<Source> sources) =>
        Named(sources, "NotImplementedException", "Nothing is left unwritten.").Concat(
            from source in sources
            from trivia in source.Unit.DescendantTrivia()
            where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
            where trivia.ToString() is var text && (text.Contains("TODO") || text.Contains("FIXME"))
            select source.At(trivia.GetLocation(), "What is to be done is done, or stands in an issue."));

    /// <summary>An exception that is caught is answered.</summary>
    internal static IEnumerable<Finding> FindSilentCatches(IReadOnlyList<Source> sources) =>
        from source in sources
        from caught in source.Nodes.OfType<CatchClauseSyntax>()
        where caught.Block.Statements.Count == 0 && !SaysWhy(caught)
        select source.At(
            caught, "An exception is caught in silence: answer it, or say why it needs no answer.");

    /// <summary>
    /// State that every caller shares would make tests, instances and replays see each other.
    /// </summary>
    internal static IEnumerable<Finding> FindStaticState(IReadOnlyList<Source> sources) =>
        from source in sources
        where source.IsIn("src/Domain") || source.IsIn("src/Functions") || source.IsIn("src/Adapters")
        from member in source.Nodes.OfType<MemberDeclarationSyntax>()
        where member.Modifiers.Any(SyntaxKind.StaticKeyword) && HoldsState(member)
        select source.At(member, "Mutable static state has no place here.");

    private static bool HoldsState(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field =>
            !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) || IsStateful(field.Declaration.Type),
        EventFieldDeclarationSyntax => true,
        PropertyDeclarationSyntax property => property.AccessorList?.Accessors
            .Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) is true
            || (property.AccessorList is not null && IsStateful(property.Type)),
        _ => false,
    };

    private static bool IsStateful(TypeSyntax type) =>
        type is SimpleNameSyntax name && StatefulTypes.Contains(name.Identifier.Text);

    // A comment in the empty block is an answer to the reader: a sentence why nothing is to be done.
    private static bool SaysWhy(CatchClauseSyntax caught) =>
        caught.Declaration is not null && caught.Block.DescendantTrivia().Any(trivia =>
            trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().Length > 20);

    private static IEnumerable<Finding> Named(IReadOnlyList<Source> sources, string name, string what) =>
        from source in sources
        from node in source.Nodes.OfType<SimpleNameSyntax>()
        where node.Identifier.Text == name
        select source.At(node, what);
}
