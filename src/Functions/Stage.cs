using Microsoft.DurableTask;

namespace TradingBase.Functions;

/// <summary>The typed name of an activity: what it takes, what it gives, how often it is tried.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Retry">How the runtime retries it; null tries once.</param>
/// <typeparam name="TInput">What the activity takes; crosses a serializer.</typeparam>
/// <typeparam name="TOutput">What the activity gives; crosses a serializer.</typeparam>
public sealed record Stage<TInput, TOutput>(string Name, RetryPolicy? Retry = null);
