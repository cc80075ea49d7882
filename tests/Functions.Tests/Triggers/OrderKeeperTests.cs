using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class OrderKeeperTests
{
    private readonly DeskRig _rig = new();
    private readonly List<(string Name, string Id, OrderTicket Ticket)> _begun = [];
    private readonly Mock<DurableTaskClient> _client = new("test");

    public OrderKeeperTests() => _client
        .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
        .Callback((TaskName name, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            _begun.Add((name.Name, options!.InstanceId!, (OrderTicket)input!)))
        .ReturnsAsync("begun");

    [Theory]
    [InlineData(null, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false)]
    public async Task Run_AnOrderThatWasSent_BeginsItsLifecycleAnewWhereNoneRuns(
        OrchestrationRuntimeStatus? status, bool begins)
    {
        ApprovedOrder order = await SendAsync(replayed: true);
        Lifecycle(status);

        Assert.Equal(begins ? 1 : 0, await RunAsync());

        Assert.Equal(
            begins ? [(nameof(OrderLifecycle), "order:order-1", new OrderTicket(order, true))] : [], _begun);
    }

    [Fact]
    public async Task Run_AnOrderThatEndedMeanwhile_BeginsNothing()
    {
        ApprovedOrder order = await SendAsync();
        _client
            .Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(async () =>
            {
                await _rig.Register.EndAsync(order, 10m, default);
                return Of(OrchestrationRuntimeStatus.Completed);
            });

        Assert.Equal(0, await RunAsync());
        Assert.Empty(_begun);
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public async Task Run_AnOrderOfSomebodyElse_IsNobodysLifecycle()
    {
        await _rig.Register.CountExternalAsync(
            Some.Order(id: "external:x"), 0, Some.DeskTime, default);
        Lifecycle(null);

        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task Run_AWorkedOrderThatWasTerminated_IsWantedBackBeforeItBeginsAnew()
    {
        ApprovedOrder order = Some.ApprovedOrder(
            Some.Order() with { Plan = new(ExecutionAlgorithm.Twap, 4) });
        await _rig.Register.OpenAsync(order);
        await _rig.Slices().StartAsync("order-1", Some.DeskTime, default);
        Lifecycle(OrchestrationRuntimeStatus.Terminated);

        Assert.Equal(1, await RunAsync());

        Assert.True(await _rig.Cancels.IsAskedAsync("order-1", default));
    }

    private async Task<ApprovedOrder> SendAsync(bool replayed = false)
    {
        ApprovedOrder order = Some.ApprovedOrder();
        await _rig.Register.OpenAsync(order);
        await _rig.Orders.TryIntendAsync(order, Some.DeskTime, default, replayed);
        return order;
    }

    private void Lifecycle(OrchestrationRuntimeStatus? status) => _client
        .Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(status is { } known ? Of(known) : null);

    private static OrchestrationMetadata Of(OrchestrationRuntimeStatus status) =>
        new(nameof(OrderLifecycle), "order:order-1") { RuntimeStatus = status };

    private Task<int> RunAsync() => new OrderKeeper(_rig.Abandoned).RunAsync(_client.Object, default);
}
