using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Runs one function on its schedule, never twice at once.</summary>
/// <remarks>
/// As in Azure's host: while the function runs, ScheduleStatus.Next is the occurrence it runs for; what
/// came due
/// during a long run is made up for once; the occurrence is done only when the run has ended, so a host
/// that is killed
/// in the middle runs it again, past due, at its next start.
/// </remarks>
internal sealed class TimerPump : IPump
{
    // Timers hold a limited span; a year's wait is made of days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly FunctionEntry _function;
    private readonly IServiceProvider _services;
    private readonly TimerBook _book;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimerSchedule _schedule;
    private readonly bool _monitored;
    private readonly bool _runOnStartup;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _hurry = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Reads the function's schedule.</summary>
    /// <param name="function">One with a TimerTriggerAttribute.</param>
    /// <param name="services">Holds the clock, the configuration, loggers and the timer book.</param>
    /// <exception cref="InvalidOperationException">The schedule is not one, or its setting is
    /// missing.</exception>
    public TimerPump(FunctionEntry function, IServiceProvider services)
    {
        var trigger = (TimerTriggerAttribute)function.Trigger;
        _function = function;
        _services = services;
        _book = services.GetRequiredService<TimerBook>();
        _time = services.GetRequiredService<TimeProvider>();
        _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        if (function.TriggerType != typeof(TimerInfo))
        {
            throw new InvalidOperationException(
                $"Function '{function.Name}' takes a {function.TriggerType.Name}; "
                + $"a timer gives a {nameof(TimerInfo)}.");
        }

        IConfiguration configuration = services.GetRequiredService<IConfiguration>();
        try
        {
            _schedule = TimerSchedule.Parse(
                SettingNames.Resolve(trigger.Schedule, configuration, function.Name));
        }
        catch (FormatException mistake)
        {
            throw new InvalidOperationException($"Function '{function.Name}': {mistake.Message}", mistake);
        }

        _monitored = trigger.UseMonitor && !_schedule.IsSubMinute(Now);
        _runOnStartup = trigger.RunOnStartup;
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _stopping.CancelAsync();
        using (hurry.UnsafeRegister(source => ((CancellationTokenSource)source!).Cancel(), _hurry))
        {
            await _loop;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _hurry.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            ScheduleStatus status = await FirstStatusAsync();
            if (_monitored && Now > status.Next)
            {
                _logger.LogWarning("{Function} is past due since {Due:O}", _function.Name, status.Next);
                status = await FireAsync(status, isPastDue: true, Now);
            }
            else if (_runOnStartup)
            {
                status = await FireAsync(status, isPastDue: false, Now);
            }

            while (true)
            {
                await WaitUntilAsync(status.Next);
                status = await FireAsync(status, isPastDue: false, Now > status.Next ? Now : status.Next);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _logger.LogDebug("The timer of {Function} has stopped", _function.Name);
        }
    }

    private async Task<ScheduleStatus> FirstStatusAsync()
    {
        ScheduleStatus fresh = new() { Next = _schedule.Next(Now) };
        if (!_monitored)
        {
            return fresh;
        }

        try
        {
            if (_book.Read(_function.Name, _schedule.Text) is { } kept)
            {
                return kept;
            }
        }
        catch (TradingBaseException failure)
        {
            _logger.LogError(failure, "Whether {Function} missed an occurrence is not known", _function.Name);
            return fresh;
        }

        await KeepAsync(fresh);
        return fresh;
    }

    private async Task WaitUntilAsync(DateTime due)
    {
        for (TimeSpan left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            // Whole milliseconds, rounded up: a wait cut short would spin until the moment has come.
            TimeSpan whole = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
            await Task.Delay(whole < LongestWait ? whole : LongestWait, _time, _stopping.Token);
        }

        _stopping.Token.ThrowIfCancellationRequested();
    }

    private async Task<ScheduleStatus> FireAsync(ScheduleStatus status, bool isPastDue, DateTime at)
    {
        using Activity? span = EngineTrace.Trigger(_function.Name, "timer");
        try
        {
            await using AsyncServiceScope scope = _services.CreateAsyncScope();
            TimerInfo info = new() { ScheduleStatus = _monitored ? status : null, IsPastDue = isPastDue };
            await _function.InvokeAsync(scope.ServiceProvider, info, null, _hurry.Token);
        }
        catch (OperationCanceledException) when (_hurry.IsCancellationRequested)
        {
            // Not done, so not noted: the next start makes up for it.
            throw;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            _logger.LogError(failure, "{Function} failed; its next occurrence stands", _function.Name);
        }

        ScheduleStatus next = new() { Last = at, Next = _schedule.Next(at), LastUpdated = at };
        if (_monitored)
        {
            await KeepAsync(next);
        }

        return next;
    }

    private async Task KeepAsync(ScheduleStatus status)
    {
        try
        {
            await _book.WriteAsync(_function.Name, _schedule.Text, status);
        }
        catch (TradingBaseException failure)
        {
            _logger.LogError(failure, "The run of {Function} could not be noted", _function.Name);
        }
    }
}
