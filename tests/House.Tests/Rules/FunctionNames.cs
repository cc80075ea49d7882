using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingBase.House.Tests.Rules;

/// <summary>A function's class, file and name are one word; its folder says what it is.</summary>
internal static class FunctionNames
{
    internal static IEnumerable<Finding> Find(IReadOnlyList<Source> sources) => sources
        .Where(source => source.IsIn("src/Functions"))
        .SelectMany(source => source.Nodes.OfType<ClassDeclarationSyntax>()
            .SelectMany(type => FindIn(source, type)));

    private static IEnumerable<Finding> FindIn(Source source, ClassDeclarationSyntax type)
    {
        string name = type.Identifier.Text;
        AttributeSyntax[] functions =
        [
            .. type.Members.OfType<MethodDeclarationSyntax>()
                .SelectMany(method => method.AttributeLists)
                .SelectMany(list => list.Attributes)
                .Where(attribute => attribute.Name.ToString() is "Function" or "FunctionAttribute"),
        ];
        foreach (AttributeSyntax function in functions)
        {
            if (function.ArgumentList?.Arguments.FirstOrDefault()?.ToString() != $"nameof({name})")
            {
                yield return source.At(function, $"The function of {name} is called nameof({name}).");
            }
        }

        if (functions.Length > 0 && source.Name != name)
        {
            yield return source.At(type, $"{name} lies in a file of its own name.");
        }

        if (functions.Length > 1)
        {
            yield return source.At(type, $"{name} is one function.");
        }

        if (source.IsIn("src/Functions/Triggers") && functions.Length > 0 && !IsOn(name))
        {
            yield return source.At(type, $"A trigger's name begins with On and says what happened: {name}.");
        }

        if (source.IsIn("src/Functions/Activities") && functions.Length > 0
            && !type.Members.Any(member => IsStage(member, name)))
        {
            yield return source.At(type, $"{name} has a Stage that names it: new(nameof({name}), …).");
        }

        if (source.IsIn("src/Functions/Orchestrations") && !type.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            yield return source.At(type, $"{name} is static: an orchestration holds no service.");
        }
    }

    private static bool IsOn(string name) =>
        name.Length > 2 && name.StartsWith("On", StringComparison.Ordinal)
            && char.IsAsciiLetterUpper(name[2]);

    private static bool IsStage(MemberDeclarationSyntax member, string name) =>
        member is FieldDeclarationSyntax field
        && field.Modifiers.Any(SyntaxKind.StaticKeyword)
        && field.Declaration.Variables is
            [{ Identifier.Text: "Stage", Initializer.Value: BaseObjectCreationExpressionSyntax made }]
        && made.ArgumentList?.Arguments.FirstOrDefault()?.ToString() == $"nameof({name})";
}
