using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests.Rules;

/// <summary>Guests on a shelf stand behind one interface and never name each other.</summary>
/// <param name="folder">Where the guests' files are.</param>
internal sealed class Shelf(string folder)
{
    internal string Folder { get; } = folder;

    /// <summary>Every shelf of the house.</summary>
    internal static IReadOnlyList<Shelf> All { get; } =
    [
        new("src/Domain/Markets/Catalog"),
        new("src/Domain/Analysis/Analysts"),
        new("src/Domain/Risk/Rules"),
        new("src/Domain/Strategy"),
        new("src/Adapters/MarketData"),
        new("src/Adapters/Compute"),
        new("src/Adapters/Brokers"),
    ];

    internal IEnumerable<Finding> Find(IReadOnlyList<Source> sources)
    {
        Source[] here = [.. sources.Where(source => source.IsIn(Folder))];
        Dictionary<string, string[]> guests = here.ToDictionary(source => source.Path, GuestsIn);
        string[] all = [.. guests.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal)];
        foreach (Source source in here.Where(source => guests[source.Path].Length > 0))
        {
            string[] others = [.. all.Except(guests[source.Path])];
            foreach (SimpleNameSyntax name in source.Nodes.OfType<SimpleNameSyntax>())
            {
                if (others.Contains(name.Identifier.Text) && NamesAType(name))
                {
                    yield return source.At(
                        name, $"{guests[source.Path][0]} names its sibling {name.Identifier.Text}.");
                }
            }
        }
    }

    // A guest can be made and serves somebody: helpers and options of a guest are its own affair.
    private static string[] GuestsIn(Source source) =>
    [
        .. source.Nodes.OfType<ClassDeclarationSyntax>()
            .Where(type => type.BaseList is not null
                && type.Modifiers.Any(SyntaxKind.PublicKeyword)
                && !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
                && !type.Identifier.Text.EndsWith("Exception", StringComparison.Ordinal))
            .Select(type => type.Identifier.Text),
    ];

    // limits.MaxDrawdown is a number, Rules.MaxDrawdown a sibling; { MaxDrawdown: … } and MaxDrawdown = … are
    // numbers.
    private bool NamesAType(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name =>
            access.Expression.ToString().EndsWith(Folder.Split('/')[^1], StringComparison.Ordinal),
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assigned => assigned.Left != name,
        _ => true,
    };
}
