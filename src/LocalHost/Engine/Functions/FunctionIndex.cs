using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>All functions of the suite, found by their attributes.</summary>
internal sealed class FunctionIndex
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, FunctionEntry> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the functions of some types.</summary>
    /// <param name="types">Classes with methods that carry a FunctionAttribute; others are passed
    /// over.</param>
    /// <exception cref="InvalidOperationException">Two share a name, or one cannot be called.</exception>
    public FunctionIndex(params IEnumerable<Type> types)
    {
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(Everything)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
            {
                Add(function.Name, method);
            }
        }
    }

    /// <summary>Those that the engine replays.</summary>
    public IReadOnlyList<FunctionEntry> Orchestrations => Of(FunctionKind.Orchestration);

    /// <summary>Those that orchestrations call.</summary>
    public IReadOnlyList<FunctionEntry> Activities => Of(FunctionKind.Activity);

    /// <summary>Those on a schedule.</summary>
    public IReadOnlyList<FunctionEntry> Timers => Of(FunctionKind.Timer);

    /// <summary>Those that take a queue's messages.</summary>
    public IReadOnlyList<FunctionEntry> Queues => Of(FunctionKind.Queue);

    /// <summary>Those behind a route.</summary>
    public IReadOnlyList<FunctionEntry> Https => Of(FunctionKind.Http);

    /// <summary>Finds the functions of whole assemblies.</summary>
    /// <param name="assemblies">Each type in them is looked at.</param>
    /// <exception cref="InvalidOperationException">As for types.</exception>
    public static FunctionIndex Of(params IEnumerable<Assembly> assemblies) =>
        new(assemblies.SelectMany(assembly => assembly.GetTypes()));

    /// <summary>Looks a function up.</summary>
    /// <param name="name">Its name; case does not matter.</param>
    /// <param name="kind">What it has to be.</param>
    /// <returns>The function, or null when there is none of that kind.</returns>
    public FunctionEntry? Find(string name, FunctionKind kind) =>
        _byName.TryGetValue(name, out FunctionEntry? entry) && entry.Kind == kind ? entry : null;

    private void Add(string name, MethodInfo method)
    {
        string where = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (method.ContainsGenericParameters
            || method.DeclaringType is { IsAbstract: true } and not { IsSealed: true })
        {
            throw new InvalidOperationException(
                $"Function '{name}' ({where}) is generic or its class is abstract.");
        }

        ParameterInfo[] triggers =
            [.. method.GetParameters().Where(parameter =>
                parameter.IsDefined(typeof(TriggerBindingAttribute)))];
        if (triggers.Length != 1)
        {
            throw new InvalidOperationException(
                $"Function '{name}' ({where}) has {triggers.Length} triggers; a function has one.");
        }

        FunctionKind kind = triggers[0].GetCustomAttribute<TriggerBindingAttribute>() switch
        {
            OrchestrationTriggerAttribute => FunctionKind.Orchestration,
            ActivityTriggerAttribute => FunctionKind.Activity,
            TimerTriggerAttribute => FunctionKind.Timer,
            QueueTriggerAttribute => FunctionKind.Queue,
            HttpTriggerAttribute => FunctionKind.Http,
            { } other => throw new InvalidOperationException(
                $"Function '{name}' ({where}) is triggered by a {other.GetType().Name}, "
                + "which this host has not."),
            null => throw new InvalidOperationException($"Function '{name}' ({where}) has no trigger."),
        };
        if (!_byName.TryAdd(name, new(name, kind, method, triggers[0])))
        {
            MethodInfo first = _byName[name].Method;
            throw new InvalidOperationException(
                $"Two functions are named '{name}': {first.DeclaringType!.FullName}.{first.Name} "
                + $"and {where}.");
        }
    }

    private List<FunctionEntry> Of(FunctionKind kind) =>
        [.. _byName.Values.Where(entry => entry.Kind == kind)];
}
