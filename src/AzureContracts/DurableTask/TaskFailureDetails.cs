using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CoreException = DurableTask.Core.Exceptions.OrchestrationException;
using CoreFailureDetails = DurableTask.Core.FailureDetails;

namespace Microsoft.DurableTask;

/// <summary>
/// A failure as it travels between tasks: the exception's type name, message, stack and cause.
/// </summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    private const string Unknown = "(unknown)";

    // As in the package this takes part in equality: details that were asked once differ from ones
    // that never were.
    private Type? _errorType;

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T));

    /// <summary>
    /// Whether the failure is of the type or of one derived from it; false when it cannot be found.
    /// </summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException(
                $"{targetBaseExceptionType} is not an exception's type.", nameof(targetBaseExceptionType));
        }

        if (string.IsNullOrEmpty(ErrorType))
        {
            return false;
        }

        // Near places first: the core library, the asked type's assembly, the caller's, and then all of them.
        _errorType ??= Type.GetType(ErrorType, throwOnError: false)
            ?? targetBaseExceptionType.Assembly.GetType(ErrorType, throwOnError: false)
            ?? Assembly.GetCallingAssembly().GetType(ErrorType, throwOnError: false)
            ?? OnlyLoadedType(ErrorType);
        return targetBaseExceptionType.IsAssignableFrom(_errorType);
    }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return FromCause(exception);
    }

    [return: NotNullIfNotNull(nameof(failure))]
    internal static TaskFailureDetails? FromCore(CoreFailureDetails? failure) => failure is null
        ? null
        : new(
            failure.ErrorType,
            failure.ErrorMessage,
            failure.StackTrace,
            FromCore(failure.InnerFailure),
            failure.Properties);

    [return: NotNullIfNotNull(nameof(exception))]
    private static TaskFailureDetails? FromCause(Exception? exception) => exception switch
    {
        null => null,
        CoreException { FailureDetails: { } failure } core =>
            FromCore(failure) with
            {
                InnerFailure = FromCore(failure.InnerFailure) ?? FromCause(core.InnerException),
            },
        CoreException core => new(Unknown, Unknown, null, FromCause(core.InnerException), null),
        _ => new(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            FromCause(exception.InnerException),
            null),
    };

    private static Type? OnlyLoadedType(string name)
    {
        List<Type> found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(name, throwOnError: false))
            .OfType<Type>()
            .ToList();
        return found.Count > 1
            ? throw new AmbiguousMatchException(
                $"{found.Count} loaded assemblies have an exception type '{name}'.")
            : found.SingleOrDefault();
    }
}
