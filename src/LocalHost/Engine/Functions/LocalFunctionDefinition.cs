using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>What is known of a function before it is called.</summary>
/// <param name="name">The function's name, which is also its id here.</param>
/// <param name="method">The method behind it.</param>
internal sealed class LocalFunctionDefinition(string name, MethodInfo method) : FunctionDefinition
{
    /// <inheritdoc/>
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter =>
            new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    /// <inheritdoc/>
    public override string PathToAssembly => method.Module.Assembly.Location;

    /// <inheritdoc/>
    public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

    /// <inheritdoc/>
    public override string Id => name;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
        ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> OutputBindings =>
        ImmutableDictionary<string, BindingMetadata>.Empty;
}
