using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>How something failed, with its causes.</summary>
/// <param name="Type">The exception's full name, or the engine's word for it.</param>
/// <param name="Message">What it said.</param>
/// <param name="StackTrace">Null where it was not asked for, or there is none.</param>
/// <param name="Cause">Null for none.</param>
internal sealed record FailureDocument(
    string Type, string Message, string? StackTrace, FailureDocument? Cause)
{
    /// <summary>Describes a failure.</summary>
    /// <param name="details">As kept.</param>
    /// <param name="stacks">Whether stack traces are told.</param>
    internal static FailureDocument Of(TaskFailureDetails details, bool stacks) => new(
        details.ErrorType,
        details.ErrorMessage,
        stacks ? details.StackTrace : null,
        details.InnerFailure is { } inner ? Of(inner, stacks) : null);

    /// <summary>What went wrong first.</summary>
    internal FailureDocument Root() => Cause?.Root() ?? this;
}
