using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests.Rules;

/// <summary>What orchestrations, Domain and Functions must not call, by name.</summary>
/// <param name="members">Members that are banned, by their type.</param>
/// <param name="types">Types of which every mention is banned.</param>
internal sealed class BannedCalls(IReadOnlyDictionary<string, string[]> members, string[] types)
{
    private static readonly string[] Clock = ["Now", "UtcNow", "Today"];

    // Facts enter an orchestration as activity results: time, chance and identity come from its context.
    private static readonly BannedCalls InOrchestrations = new(
        new Dictionary<string, string[]>
        {
            ["DateTime"] = Clock,
            ["DateTimeOffset"] = Clock,
            ["Guid"] = ["NewGuid", "CreateVersion7"],
            ["Task"] = ["Delay", "Run", "Factory", "Yield"],
        },
        [
            "Random", "RandomNumberGenerator", "TimeProvider", "Stopwatch", "Environment", "Thread",
            "ThreadPool",
            "Timer", "PeriodicTimer", "Parallel", "SystemClock",
        ]);

    private static readonly BannedCalls AmbientClock = new(
        new Dictionary<string, string[]>
        {
            ["DateTime"] = Clock,
            ["DateTimeOffset"] = Clock,
            ["TimeProvider"] = ["System"],
            ["Environment"] = ["TickCount", "TickCount64"],
            ["Thread"] = ["Sleep"],
        },
        ["Stopwatch", "SystemClock"]);

    /// <summary>
    /// Looks through orchestrations: a folder of them, and methods that take the trigger elsewhere.
    /// </summary>
    internal static IEnumerable<Finding> FindInOrchestrations(IReadOnlyList<Source> sources) => sources
        .Where(source => source.IsIn("src"))
        .SelectMany(source => source.IsIn("src/Functions/Orchestrations")
            ? InOrchestrations.Find(source, source.Unit, "an orchestration")
            : source.Nodes.OfType<MethodDeclarationSyntax>()
                .Where(TakesTheTrigger)
                .SelectMany(method => InOrchestrations.Find(source, method, "an orchestration")));

    /// <summary>Looks for clocks that nobody handed in.</summary>
    internal static IEnumerable<Finding> FindAmbientClocks(IReadOnlyList<Source> sources) => sources
        .Where(source => source.IsIn("src/Domain") || source.IsIn("src/Functions"))
        .SelectMany(source => AmbientClock.Find(source, source.Unit, "Domain and Functions"));

    private IEnumerable<Finding> Find(Source source, SyntaxNode within, string where)
    {
        foreach (SyntaxNode node in within.DescendantNodesAndSelf())
        {
            string? banned = node switch
            {
                // Under another name, or under none, a call could not be seen any more.
                UsingDirectiveSyntax { NamespaceOrType: var used } use
                    when (use.Alias is not null || use.StaticKeyword.Text.Length > 0)
                    && (members.ContainsKey(Last(used)) || types.Contains(Last(used))) => use.ToString(),
                MemberAccessExpressionSyntax access
                    when members.TryGetValue(Last(access.Expression), out string[]? names)
                    && names.Contains(access.Name.Identifier.Text) => access.ToString(),
                SimpleNameSyntax name when types.Contains(name.Identifier.Text) && !IsMember(name) =>
                    name.ToString(),
                _ => null,
            };
            if (banned is not null)
            {
                yield return source.At(node, $"{banned} has no place in {where}.");
            }
        }
    }

    private static bool TakesTheTrigger(MethodDeclarationSyntax method) => method.ParameterList.Parameters
        .SelectMany(parameter => parameter.AttributeLists)
        .SelectMany(list => list.Attributes)
        .Any(attribute => Last(attribute.Name) is "OrchestrationTrigger" or "OrchestrationTriggerAttribute");

    // order.Timer is somebody's member; System.Threading.Timer is the type.
    private static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name =>
            !access.Expression.ToString().StartsWith("System", StringComparison.Ordinal)
            && !access.Expression.ToString().StartsWith("global::", StringComparison.Ordinal),
        MemberBindingExpressionSyntax or NameColonSyntax => true,
        _ => false,
    };

    private static string Last(SyntaxNode name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => "",
    };
}
