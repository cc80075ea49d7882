using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>One function: what starts it, what it takes, and how to call it.</summary>
internal sealed class FunctionEntry
{
    private readonly ObjectFactory? _factory;
    private readonly Func<object?, FunctionInvocation, object?> _call;
    private readonly Func<object?, ValueTask<object?>> _result;

    /// <summary>Compiles a method into a function.</summary>
    /// <exception cref="InvalidOperationException">The signature is not one that can be called.</exception>
    internal FunctionEntry(string name, FunctionKind kind, MethodInfo method, ParameterInfo trigger)
    {
        Name = name;
        Kind = kind;
        Method = method;
        Trigger = trigger.GetCustomAttribute<TriggerBindingAttribute>()!;
        TriggerType = trigger.ParameterType;
        InputParameter = kind is FunctionKind.Orchestration ? FindInput(method, trigger) : null;
        InputType = kind is FunctionKind.Orchestration
            ? InputParameter?.ParameterType ?? typeof(object)
            : TriggerType;
        Definition = new(name, method);
        _call = FunctionBinder.Call(this);
        _result = FunctionBinder.Result(method.ReturnType);
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
    }

    /// <summary>The name under which it is called.</summary>
    public string Name { get; }

    /// <summary>What starts it.</summary>
    public FunctionKind Kind { get; }

    /// <summary>The method behind it.</summary>
    public MethodInfo Method { get; }

    /// <summary>The attribute on the trigger's parameter, such as a TimerTriggerAttribute.</summary>
    public TriggerBindingAttribute Trigger { get; }

    /// <summary>The type of the trigger's parameter, such as a queue message's.</summary>
    public Type TriggerType { get; }

    /// <summary>What a caller sends: an activity's trigger, an orchestration's second parameter.</summary>
    public Type InputType { get; }

    /// <summary>What a function that asks for its context is told about itself.</summary>
    public LocalFunctionDefinition Definition { get; }

    internal ParameterInfo? InputParameter { get; }

    /// <summary>Whether a call takes anything from its scope of services.</summary>
    internal bool UsesServices => _factory is not null || Definition.Parameters.Any(
        parameter => parameter.Type == typeof(FunctionContext)
            || parameter.Type == typeof(DurableTaskClient));

    internal bool TakesMoreThanItsTrigger => Definition.Parameters.Length > 1;

    /// <summary>Calls the function.</summary>
    /// <param name="services">A scope of the caller's making, one for each call.</param>
    /// <param name="trigger">The value for the trigger's parameter, already of its type.</param>
    /// <param name="bindings">Values for parameters by name, converted where they are text; null for
    /// none.</param>
    /// <param name="cancellationToken">Handed to a parameter of that type.</param>
    /// <returns>What the method returned or its task ended with; null for none.</returns>
    /// <exception cref="ArgumentException">A named value is missing or does not convert.</exception>
    public ValueTask<object?> InvokeAsync(
        IServiceProvider services,
        object? trigger,
        IReadOnlyDictionary<string, object?>? bindings,
        CancellationToken cancellationToken) =>
        InvokeAsync(new FunctionInvocation(this, services, trigger, bindings, cancellationToken));

    /// <summary>Calls the function with a context that its caller has filled.</summary>
    /// <param name="context">Made for this function; its services are the call's scope.</param>
    /// <param name="trigger">As above.</param>
    /// <param name="bindings">As above.</param>
    /// <returns>As above.</returns>
    public ValueTask<object?> InvokeAsync(
        LocalFunctionContext context, object? trigger, IReadOnlyDictionary<string, object?>? bindings) =>
        InvokeAsync(new FunctionInvocation(this, context, trigger, bindings));

    private ValueTask<object?> InvokeAsync(FunctionInvocation invocation)
    {
        if (_factory is null)
        {
            return _result(_call(null, invocation));
        }

        object target = _factory(invocation.Services, null);
        return target is IDisposable or IAsyncDisposable
            ? CallAndDisposeAsync(target, invocation)
            : _result(_call(target, invocation));
    }

    private async ValueTask<object?> CallAndDisposeAsync(object target, FunctionInvocation invocation)
    {
        try
        {
            return await _result(_call(target, invocation));
        }
        finally
        {
            if (target is IAsyncDisposable later)
            {
                await later.DisposeAsync();
            }
            else
            {
                ((IDisposable)target).Dispose();
            }
        }
    }

    private static ParameterInfo? FindInput(MethodInfo method, ParameterInfo trigger)
    {
        if (trigger.ParameterType != typeof(TaskOrchestrationContext))
        {
            throw new InvalidOperationException(
                $"An orchestration trigger is a {nameof(TaskOrchestrationContext)}, "
                + $"but '{method.DeclaringType!.Name}.{method.Name}' takes a {trigger.ParameterType.Name}.");
        }

        Type[] known = [typeof(FunctionContext), typeof(CancellationToken)];
        return method.GetParameters()
            .FirstOrDefault(parameter => parameter != trigger && !known.Contains(parameter.ParameterType));
    }
}
