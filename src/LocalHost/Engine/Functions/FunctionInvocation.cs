using System.ComponentModel;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>Everything from which the parameters of one call are taken.</summary>
/// <remarks>Its methods are called by the compiled binder, one for each parameter.</remarks>
internal sealed class FunctionInvocation(
    FunctionEntry entry,
    IServiceProvider services,
    object? trigger,
    IReadOnlyDictionary<string, object?>? bindings,
    CancellationToken cancellationToken)
{
    private LocalFunctionContext? _context;

    internal FunctionInvocation(
        FunctionEntry entry,
        LocalFunctionContext context,
        object? trigger,
        IReadOnlyDictionary<string, object?>? bindings)
        : this(entry, context.InstanceServices, trigger, bindings, context.CancellationToken) =>
            _context = context;

    internal IServiceProvider Services => services;

    internal T? Trigger<T>() => trigger is null ? default : (T)trigger;

    internal T? Input<T>() => ((TaskOrchestrationContext)trigger!).GetInput<T>();

    internal DurableTaskClient Client() => services.GetRequiredService<DurableTaskClient>();

    internal FunctionContext Context() => _context ??= new(entry, services, bindings, cancellationToken);

    internal CancellationToken Token() => cancellationToken;

    internal T? Named<T>(string name, bool optional, object? standIn)
    {
        if (bindings is null || !bindings.TryGetValue(name, out object? value) || value is null)
        {
            return optional || default(T) is null
                ? (T?)standIn
                : throw new ArgumentException(
                    $"Function '{entry.Name}' got no value for its parameter '{name}'.", name);
        }

        if (value is T fits)
        {
            return fits;
        }

        try
        {
            return (T?)TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(value.ToString()!);
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            throw new ArgumentException(
                $"Function '{entry.Name}': '{value}' is no {typeof(T).Name} for the parameter '{name}'.",
                name,
                refusal);
        }
    }
}
