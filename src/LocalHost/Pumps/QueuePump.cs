using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Runs one function for each message of its queue, up to a batch of them at once.</summary>
/// <remarks>
/// A message ends when its run ended well. After a failure it is delivered again, each time later, and after
/// host.json's number of deliveries it goes, unchanged, to the poison queue. As in Azure's host, a poison
/// queue has
/// no poison queue of its own: its messages are tried for ever.
/// </remarks>
internal sealed class QueuePump : IPump
{
    private static readonly TimeSpan LongestTrouble = TimeSpan.FromMinutes(1);

    private readonly FunctionEntry _function;
    private readonly IServiceProvider _services;
    private readonly QueueSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IQueue _queue;
    private readonly IQueue? _poison;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _hurry = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Opens the function's queue and its poison queue.</summary>
    /// <param name="function">One with a QueueTriggerAttribute.</param>
    /// <param name="services">Holds the clock, the configuration, loggers and the queues.</param>
    /// <param name="settings">From host.json.</param>
    /// <exception cref="InvalidOperationException">The queue's setting is missing.</exception>
    /// <exception cref="ArgumentException">The queue's name is none.</exception>
    public QueuePump(FunctionEntry function, IServiceProvider services, QueueSettings settings)
    {
        var trigger = (QueueTriggerAttribute)function.Trigger;
        _function = function;
        _services = services;
        _settings = settings;
        _time = services.GetRequiredService<TimeProvider>();
        _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        IConfiguration configuration = services.GetRequiredService<IConfiguration>();
        IQueueFactory queues = services.GetRequiredService<IQueueFactory>();
        string name = SettingNames.Resolve(trigger.QueueName, configuration, function.Name);
        _queue = queues.Open(name, trigger.Connection);
        _poison = QueueNames.PoisonOf(name) is { } poison ? queues.Open(poison, trigger.Connection) : null;
        _room = new(settings.BatchSize);
    }

    /// <inheritdoc/>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken hurry)
    {
        await _stopping.CancelAsync();
        using (hurry.UnsafeRegister(source => ((CancellationTokenSource)source!).Cancel(), _hurry))
        {
            await _loop;

            // All the room there is: then nothing runs.
            for (int taken = 0; taken < _settings.BatchSize; taken++)
            {
                await _room.WaitAsync(CancellationToken.None);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _hurry.Dispose();
        _room.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan trouble = TimeSpan.FromSeconds(1);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (!await TakeAsync())
                {
                    await _queue.WaitAsync(_stopping.Token);
                }

                trouble = TimeSpan.FromSeconds(1);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                _logger.LogDebug("The queue of {Function} has stopped", _function.Name);
            }
            catch (Exception failure)
            {
                _logger.LogError(failure, "Queue {Queue} failed; again in {Wait}", _queue.Name, trouble);
                await Task.WhenAny(Task.Delay(trouble, _time, _stopping.Token));
                trouble = trouble * 2 < LongestTrouble ? trouble * 2 : LongestTrouble;
            }
        }
    }

    private async Task<bool> TakeAsync()
    {
        await _room.WaitAsync(_stopping.Token);
        int room = 1;
        while (room < _settings.BatchSize && _room.Wait(0, CancellationToken.None))
        {
            room++;
        }

        IReadOnlyList<QueueDelivery> deliveries = [];
        try
        {
            deliveries = await _queue.ReceiveAsync(room, _settings.Lease, _stopping.Token);
        }
        finally
        {
            if (room > deliveries.Count)
            {
                _room.Release(room - deliveries.Count);
            }
        }

        foreach (QueueDelivery delivery in deliveries)
        {
            _ = Task.Run(() => ProcessAsync(delivery));
        }

        return deliveries.Count > 0;
    }

    private async Task ProcessAsync(QueueDelivery delivery)
    {
        try
        {
            if (_poison is not null && delivery.Fault is { } fault)
            {
                await PoisonAsync(delivery, fault);
            }
            else if (_poison is not null && delivery.DequeueCount > _settings.MaxDequeueCount)
            {
                await PoisonAsync(delivery, $"{_settings.MaxDequeueCount} deliveries had no end.");
            }
            else
            {
                await InvokeAsync(new(_queue, delivery, _settings.Lease, _time, _logger));
            }
        }
        catch (Exception failure)
        {
            // The queue itself failed. The message is still there and is delivered again.
            _logger.LogError(failure, "Message {Id} of {Queue} could not be ended", delivery.Id, _queue.Name);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task InvokeAsync(QueueLease lease)
    {
        Exception? failure = null;
        await using (lease)
        {
            using Activity? span = EngineTrace.Trigger(_function.Name, "pubsub");
            try
            {
                await using AsyncServiceScope scope = _services.CreateAsyncScope();
                await _function.InvokeAsync(
                    scope.ServiceProvider,
                    QueueArgument.Read(lease.Delivery, _function.TriggerType),
                    QueueArgument.Bindings(lease.Delivery),
                    _hurry.Token);
            }
            catch (Exception caught)
            {
                failure = caught;
                span.Fail(caught);
            }
        }

        if (failure is null)
        {
            if (!await _queue.DeleteAsync(lease.Delivery, CancellationToken.None))
            {
                _logger.LogWarning("Message {Id} of {Queue} was lost", lease.Delivery.Id, _queue.Name);
            }
        }
        else
        {
            await FailAsync(lease.Delivery, failure);
        }
    }

    private async Task FailAsync(QueueDelivery delivery, Exception failure)
    {
        if (failure is OperationCanceledException && _hurry.IsCancellationRequested)
        {
            // Stopped, not failed: whoever starts next gets it at once.
            await _queue.UpdateVisibilityAsync(delivery, TimeSpan.Zero, CancellationToken.None);
            return;
        }

        _logger.LogError(
            failure,
            "{Function} failed on message {Id}, delivery {Count} of {Most}",
            _function.Name,
            delivery.Id,
            delivery.DequeueCount,
            _settings.MaxDequeueCount);
        if (_poison is not null && delivery.DequeueCount >= _settings.MaxDequeueCount)
        {
            await PoisonAsync(delivery, $"{failure.GetType().Name}: {failure.Message}");
        }
        else
        {
            await _queue.UpdateVisibilityAsync(
                delivery, _settings.RetryAfter(delivery.DequeueCount), CancellationToken.None);
        }
    }

    private async Task PoisonAsync(QueueDelivery delivery, string reason)
    {
        if (await _queue.MoveAsync(delivery, _poison!, reason, CancellationToken.None))
        {
            _logger.LogError(
                "Message {Id} of {Queue} went to {Poison}: {Reason}",
                delivery.Id,
                _queue.Name,
                _poison!.Name,
                reason);
        }
    }
}
