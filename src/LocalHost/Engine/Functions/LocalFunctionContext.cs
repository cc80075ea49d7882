using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace TradingBase.LocalHost.Engine.Functions;

/// <summary>One invocation, as a function that asks for its context sees it.</summary>
/// <param name="entry">The function.</param>
/// <param name="services">The invocation's own scope.</param>
/// <param name="bindingData">Named values such as a route's; null for none.</param>
/// <param name="cancellationToken">Cancelled when the host stops or the caller goes away.</param>
/// <param name="retryCount">How often it was begun before, because processes ended in between.</param>
/// <param name="maxRetryCount">How often at most.</param>
/// <remarks>
/// An HTTP pump puts its HttpContext into <see cref="Items"/> under "HttpRequestContext", as Azure's worker
/// does.
/// </remarks>
internal sealed class LocalFunctionContext(
    FunctionEntry entry,
    IServiceProvider services,
    IReadOnlyDictionary<string, object?>? bindingData,
    CancellationToken cancellationToken,
    int retryCount = 0,
    int maxRetryCount = 0) : FunctionContext
{
    private static readonly IReadOnlyDictionary<string, object?> NoData =
        ImmutableDictionary<string, object?>.Empty;

    /// <inheritdoc/>
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public override string FunctionId => entry.Name;

    /// <inheritdoc/>
    public override TraceContext TraceContext { get; } = new CurrentTrace();

    /// <inheritdoc/>
    public override BindingContext BindingContext { get; } = new NamedValues(bindingData ?? NoData);

    /// <inheritdoc/>
    public override RetryContext RetryContext { get; } = new Tries(retryCount, maxRetryCount);

    /// <inheritdoc/>
    public override IServiceProvider InstanceServices { get; set; } = services;

    /// <inheritdoc/>
    public override FunctionDefinition FunctionDefinition => entry.Definition;

    /// <inheritdoc/>
    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    /// <inheritdoc/>
    public override IInvocationFeatures Features { get; } = new FeatureSet();

    /// <inheritdoc/>
    public override CancellationToken CancellationToken => cancellationToken;

    private sealed class CurrentTrace : TraceContext
    {
        public override string TraceParent { get; } = Activity.Current?.Id ?? "";

        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
    }

    private sealed class NamedValues(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Tries(int count, int most) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => most;
    }

    private sealed class FeatureSet : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _features = [];

        public void Set<T>(T instance) => _features[typeof(T)] = instance!;

        public T? Get<T>() => _features.TryGetValue(typeof(T), out object? feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
