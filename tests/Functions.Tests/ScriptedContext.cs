using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TradingBase.Functions.Tests;

/// <summary>Runs an orchestration against written answers; a timer advances the clock at once.</summary>
internal sealed class ScriptedContext : TaskOrchestrationContext
{
    private readonly Dictionary<string, Func<object?, object?>> _answers = [];
    private readonly Dictionary<string, TaskOptions?> _options = [];
    private readonly HashSet<string> _events = [];
    private readonly Dictionary<string, TaskCompletionSource<bool>> _waiting = [];
    private DateTime _now = new(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>Names of everything called, in order.</summary>
    internal List<string> Calls { get; } = [];

    /// <summary>Ids of sub-orchestrations, in order.</summary>
    internal List<string?> Children { get; } = [];

    /// <summary>Events sent to other instances, in order.</summary>
    internal List<(string InstanceId, string EventName)> Sent { get; } = [];

    /// <summary>How long each timer waited, in order.</summary>
    internal List<TimeSpan> Waits { get; } = [];

    /// <summary>What the history began anew with, or null when it did not.</summary>
    internal object? Anew { get; private set; }

    public override TaskName Name => nameof(ScriptedContext);

    public override string InstanceId => "scripted";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>Raises an event that carries nothing but that it happened.</summary>
    internal ScriptedContext Raise(string name)
    {
        _events.Add(name);
        return this;
    }

    /// <summary>Answers an activity.</summary>
    internal ScriptedContext Answer<TInput, TOutput>(
        Stage<TInput, TOutput> stage, Func<TInput, TOutput> answer) =>
        Answer(stage.Name, input => answer((TInput)input!));

    /// <summary>Answers an activity or a sub-orchestration by its name.</summary>
    internal ScriptedContext Answer(string name, Func<object?, object?> answer)
    {
        _answers[name] = answer;
        return this;
    }

    /// <summary>The options that a function was called with last.</summary>
    internal TaskOptions? OptionsOf(string name) => _options.GetValueOrDefault(name);

    public override T? GetInput<T>()
        where T : default => default;

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input =
            null, TaskOptions? options = null) => CallAsync<TResult>(name, input, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Children.Add((options as SubOrchestrationOptions)?.InstanceId);
        return CallAsync<TResult>(orchestratorName, input, options);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Waits.Add(fireAt - _now);
        _now = fireAt > _now ? fireAt : _now;
        return Task.CompletedTask;
    }

    /// <summary>Raises an event that somebody waits for already, or the next one to wait gets it.</summary>
    internal void RaiseLate(string name)
    {
        if (_waiting.Remove(name, out TaskCompletionSource<bool>? waiting))
        {
            waiting.SetResult(true);
        }
        else
        {
            Raise(name);
        }
    }

    public override Task<T> WaitForExternalEvent<T>(
        string eventName, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<bool> waiting = new();
        if (_events.Remove(eventName))
        {
            waiting.SetResult(true);
        }
        else
        {
            _waiting[eventName] = waiting;
        }

        return (Task<T>)(object)waiting.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        Sent.Add((instanceId, eventName));

    public override void SetCustomStatus(object? customStatus)
    {
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Anew = newInput;

    public override Guid NewGuid() => new("00000000-0000-0000-0000-000000000001");

    private Task<TResult> CallAsync<TResult>(TaskName name, object? input, TaskOptions? options)
    {
        Calls.Add(name.Name);
        _options[name.Name] = options;
        try
        {
            object? answer = _answers[name.Name](input);
            return answer as Task<TResult> ?? Task.FromResult((TResult)answer!);
        }
        catch (IOException failure)
        {
            return Task.FromException<TResult>(new TaskFailedException(name.Name, Calls.Count, failure));
        }
    }
}
