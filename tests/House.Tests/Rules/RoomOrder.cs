using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests.Rules;

/// <summary>Rooms stand in a row, and a room knows only those before it.</summary>
/// <param name="floor">The project's folder, such as <c>src/Domain</c>.</param>
/// <param name="rootNamespace">What the rooms' namespaces begin with.</param>
/// <param name="row">The rooms' folders, first to last.</param>
/// <param name="rootRoom">The room whose namespace is the root itself, or null.</param>
internal sealed class RoomOrder(string floor, string rootNamespace, string[] row, string? rootRoom = null)
{
    /// <summary>Domain's rooms, in the order in which the data walk.</summary>
    internal static RoomOrder Domain { get; } = new(
        "src/Domain", "TradingBase",
        [
            "Primitives", "Markets", "Compute", "Analysis", "Portfolio", "Strategy", "Risk", "Execution",
            "Journal",
            "Desk", "Evaluation",
        ],
        rootRoom: "Primitives");

    /// <summary>
    /// The function classes: a trigger may name an orchestration, never the other way round.
    /// </summary>
    internal static RoomOrder Functions { get; } = new(
        "src/Functions", "TradingBase.Functions", ["Messages", "Activities", "Orchestrations", "Triggers"]);

    internal IEnumerable<Finding> Find(IReadOnlyList<Source> sources)
    {
        Dictionary<string, HashSet<string>> types =
            row.ToDictionary(room => room, room => TypesOf(sources, room));
        foreach (Source source in sources.Where(source => source.IsIn(floor)))
        {
            string room = source.Path[(floor.Length + 1)..].Split('/')[0];
            int place = Array.IndexOf(row, room);
            if (place < 0)
            {
                if (room.EndsWith(".cs", StringComparison.Ordinal) && rootRoom is null)
                {
                    continue;
                }

                yield return new(source.Path, 1, $"{room} is no room in the row of {floor}.");
                continue;
            }

            foreach (Finding finding in Misplaced(source, room).Concat(
                row[(place + 1)..].SelectMany(later => Mentions(source, room, later, types[later]))))
            {
                yield return finding;
            }
        }
    }

    private IEnumerable<Finding> Misplaced(Source source, string room)
    {
        string folder =
            System.IO.Path.GetDirectoryName(source.Path)!.Replace('\\', '/')[(floor.Length + 1)..];
        string expected = room == rootRoom ? rootNamespace : $"{rootNamespace}.{folder.Replace('/', '.')}";
        return source.Nodes.OfType<BaseNamespaceDeclarationSyntax>()
            .Where(declared => declared.Name.ToString() != expected)
            .Select(declared => source.At(declared.Name, $"The namespace of this folder is {expected}."));
    }

    private IEnumerable<Finding> Mentions(Source source, string room, string later, HashSet<string> types)
    {
        string whole = $"{rootNamespace}.{later}";
        string what = $"{room} comes before {later} and must not know it.";
        foreach (SyntaxNode node in source.Nodes)
        {
            string? name = node switch
            {
                UsingDirectiveSyntax use => use.NamespaceOrType.ToString(),
                QualifiedNameSyntax qualified when qualified.Parent is not QualifiedNameSyntax
                    and not UsingDirectiveSyntax => qualified.ToString(),
                MemberAccessExpressionSyntax access => access.ToString(),
                _ => null,
            };
            if (name is null)
            {
                continue;
            }

            name = name.Replace("global::", "", StringComparison.Ordinal);
            bool inFull = name == whole || name.StartsWith(whole + ".", StringComparison.Ordinal);

            // A property may bear a room's name, so in an expression only the room's own types count.
            bool inPart = name.StartsWith(later + ".", StringComparison.Ordinal)
                && (node is not MemberAccessExpressionSyntax || types.Contains(name.Split('.', '<', '(')[1]));
            if (inFull || inPart)
            {
                yield return source.At(node, what);
            }
        }
    }

    private HashSet<string> TypesOf(IReadOnlyList<Source> sources, string room) => sources
        .Where(source => source.IsIn($"{floor}/{room}"))
        .SelectMany(source => source.Nodes.OfType<BaseTypeDeclarationSyntax>())
        .Select(type => type.Identifier.Text)
        .ToHashSet(StringComparer.Ordinal);
}
