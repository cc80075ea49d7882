using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TradingBase.AzureContracts.Tests.DurableTask;

/// <summary>
/// A context that writes down what reaches its abstract members; its timers and events are set by hand.
/// </summary>
internal sealed class ScriptedContext : TaskOrchestrationContext
{
    public static readonly DateTime Now = new(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc);

    private readonly List<string> _steps = [];

    public IReadOnlyList<string> Steps => _steps;

    public TaskCompletionSource Timer { get; } = new();

    public TaskCompletionSource<object?> Event { get; } = new();

    public DateTime? FireAt { get; private set; }

    public (TaskName Name, object? Input, TaskOptions? Options, Type Result)? Call { get; private set; }

    public (object? Input, bool Preserve)? Continued { get; private set; }

    public ILoggerFactory Logs { get; set; } = NullLoggerFactory.Instance;

    public bool Replaying { get; set; }

    public string RunningVersion { get; set; } = "";

    public override TaskName Name => "Scripted";

    public override string InstanceId => "scripted-1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public override string Version => RunningVersion;

    protected override ILoggerFactory LoggerFactory => Logs;

    public override T GetInput<T>() => default!;

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null) =>
        Record<TResult>("activity", name, input, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        Record<TResult>("sub-orchestration", orchestratorName, input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        _steps.Add("timer");
        FireAt = fireAt;
        cancellationToken.Register(() => Timer.TrySetCanceled(cancellationToken));
        return Timer.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(
        string eventName, CancellationToken cancellationToken = default)
    {
        _steps.Add("wait " + eventName);
        cancellationToken.Register(() => Event.TrySetCanceled(cancellationToken));
        return (T)(await Event.Task)!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => _steps.Add("send");

    public override void SetCustomStatus(object? customStatus) => _steps.Add("status");

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Continued = (newInput, preserveUnprocessedEvents);

    public override Guid NewGuid() => Guid.Empty;

    private Task<TResult> Record<TResult>(string step, TaskName name, object? input, TaskOptions? options)
    {
        _steps.Add(step);
        Call = (name, input, options, typeof(TResult));
        return Task.FromResult<TResult>(default!);
    }
}
