using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>Compiles a function's method into a delegate, so that a call costs no reflection.</summary>
internal static class FunctionBinder
{
    private const BindingFlags Inside = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Makes the delegate that takes each parameter from where it belongs.</summary>
    /// <exception cref="InvalidOperationException">Nothing can give a value to one of the
    /// parameters.</exception>
    internal static Func<object?, FunctionInvocation, object?> Call(FunctionEntry entry)
    {
        MethodInfo method = entry.Method;
        ParameterExpression target = Expression.Parameter(typeof(object));
        ParameterExpression invocation = Expression.Parameter(typeof(FunctionInvocation));
        MethodCallExpression call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select(parameter => Argument(entry, parameter, invocation)));
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?, FunctionInvocation, object?>>(
            body, target, invocation).Compile();
    }

    /// <summary>Makes the function that waits for what the method returned.</summary>
    internal static Func<object?, ValueTask<object?>> Result(Type returned)
    {
        if (returned == typeof(Task))
        {
            return static result => Finish((Task)result!);
        }

        if (returned == typeof(ValueTask))
        {
            return static result => Finish(((ValueTask)result!).AsTask());
        }

        Type? generic = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        string? wait = generic == typeof(Task<>) ? nameof(FinishTask)
            : generic == typeof(ValueTask<>) ? nameof(FinishValueTask) : null;
        return wait is null
            ? static result => new(result)
            : typeof(FunctionBinder).GetMethod(wait, Inside)!
                .MakeGenericMethod(returned.GenericTypeArguments[0])
                .CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static MethodCallExpression Argument(
        FunctionEntry entry, ParameterInfo parameter, Expression invocation)
    {
        Type type = parameter.ParameterType;
        string source = Source(entry, parameter);
        MethodInfo method = typeof(FunctionInvocation).GetMethod(source, Inside)!;
        return source switch
        {
            nameof(FunctionInvocation.Named) => Expression.Call(
                invocation,
                method.MakeGenericMethod(type),
                Expression.Constant(parameter.Name),
                Expression.Constant(parameter.HasDefaultValue),
                Expression.Constant(
                    parameter.HasDefaultValue ? parameter.DefaultValue : null, typeof(object))),
            nameof(FunctionInvocation.Trigger) or nameof(FunctionInvocation.Input) =>
                Expression.Call(invocation, method.MakeGenericMethod(type)),
            _ => Expression.Call(invocation, method),
        };
    }

    private static string Source(FunctionEntry entry, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null
                ? nameof(FunctionInvocation.Trigger)
            : type == typeof(DurableTaskClient) ? nameof(FunctionInvocation.Client)
            : type == typeof(FunctionContext) ? nameof(FunctionInvocation.Context)
            : type == typeof(CancellationToken) ? nameof(FunctionInvocation.Token)
            : parameter == entry.InputParameter ? nameof(FunctionInvocation.Input)
            : entry.Kind is not FunctionKind.Orchestration && IsPlain(type) ? nameof(FunctionInvocation.Named)
            : throw new InvalidOperationException(
                $"Function '{entry.Name}' has a parameter '{type.Name} {parameter.Name}' that nothing "
                + "can fill; it may take its trigger, a DurableTaskClient, a FunctionContext, "
                + "a CancellationToken and plain named values.");
    }

    private static bool IsPlain(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) || plain.IsEnum || plain == typeof(Uri)
            || (plain.IsValueType && plain.Namespace == nameof(System));
    }

    private static async ValueTask<object?> Finish(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FinishTask<T>(object? result) => await (Task<T>)result!;

    private static async ValueTask<object?> FinishValueTask<T>(object? result) => await (ValueTask<T>)result!;
}
