using System.Text;
using System.Text.Json;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Messages;

/// <summary>
/// Messages as they lie in queues and histories, with a bit flipped: read by nobody, or refused with a reason.
/// </summary>
public sealed class FlippedByteTests
{
    // As the durable engine writes what crosses it.
    private static readonly JsonSerializerOptions Durable = new() { IncludeFields = true };

    private readonly ProposedOrder _order = Some.Order(1.50m, instrument: Some.Gold(), limit: 100.10m) with
    {
        StopPrice = 100.20m, ParentId = "parent-1", TimeInForce = TimeInForce.GoodTilCanceled,
    };

    [Fact]
    public async Task PlaceOrder_AnyBitOfTheTicketFlipped_NeitherAsksNorSends()
    {
        OrderTicket ticket = new(Some.ApprovedOrder(_order), false);
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(ticket, Durable);
        Assert.Equal(ticket, JsonSerializer.Deserialize<OrderTicket>(message, Durable));
        DeskRig rig = new();
        PlaceOrder place = new(rig.Wire(new Untouchable()));

        int refused = await FlipAsync<OrderTicket>(message, async flipped =>
        {
            SealedReport answer = await place.RunAsync(flipped, default);
            Assert.Equal(OrderStatus.Denied, answer.Report.Status);
            return answer.Report.Reason;
        });

        Assert.Equal(8 * message.Length, refused);
        Assert.NotEmpty(rig.Told);
        Assert.All(rig.Told, alert => Assert.Equal("order-refused", alert.Kind));
    }

    [Fact]
    public async Task SettleOrder_AnyBitOfTheMessageFlipped_PostsNothing()
    {
        ApprovedOrder approved = Some.ApprovedOrder(_order);
        Settlement settlement = new(
            new(approved, false),
            Some.Sealed(Some.Report(
                OrderStatus.PartiallyFilled, _order,
                fills: Some.Fill(_order, 0.50m, 100.05m, fee: 0.10m))));
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(settlement, Durable);
        DeskRig rig = new();
        SettleOrder settle = new(
            rig.Wire(new Untouchable()), DeskRig.Brokers, rig.Rejections, rig.Books);

        int refused = await FlipAsync<Settlement>(
            message, async flipped => (await settle.RunAsync(flipped, default)).Refusal);

        Assert.Equal(8 * message.Length, refused);
        Assert.Empty((await rig.Ledger.ReadAsync(default)).Positions);
        Assert.Contains(rig.Told, alert => alert.Message.Contains("trade-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SettleOrder_AReportOfAnotherOrder_IsRefusedByBothNames()
    {
        ApprovedOrder approved = Some.ApprovedOrder(_order);
        ProposedOrder other = Some.Order(id: "order-2");
        DeskRig rig = new();
        SettleOrder settle = new(
            rig.Wire(new Untouchable()), DeskRig.Brokers, rig.Rejections, rig.Books);

        Settled settled = await settle.RunAsync(
            new(new(approved, false), Some.Sealed(Some.Report(
                OrderStatus.Filled, other, fills: Some.Fill(other)))),
            default);

        Assert.Equal("The report of order order-2 with trade trade-1 came for order order-1.", settled.Refusal);
        Assert.Empty((await rig.Ledger.ReadAsync(default)).Positions);
    }

    [Theory]
    [InlineData("\"Replayed\"", "\"replayed\"")]
    [InlineData("\"stopPrice\"", "\"StopPrice\"")]
    [InlineData("100.2,", "100.20,")]
    [InlineData("\"needsPerson\":false,", "")]
    public void Read_AnotherSpellingOfTheSameTicket_IsUnreadable(string written, string other)
    {
        string message = JsonSerializer.Serialize(
            new OrderTicket(Some.ApprovedOrder(_order), false), Durable);
        Assert.Contains(written, message, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<OrderTicket>(
            message.Replace(written, other, StringComparison.Ordinal), Durable));
    }

    // Every bit of every byte, one at a time; counts the messages that were unreadable or refused.
    private static async Task<int> FlipAsync<TMessage>(byte[] message, Func<TMessage, Task<string?>> refuse)
        where TMessage : class
    {
        int refused = 0;
        for (int bit = 0; bit < 8 * message.Length; bit++)
        {
            byte[] changed = [.. message];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            string? reason;
            try
            {
                reason = await refuse(JsonSerializer.Deserialize<TMessage>(changed, Durable)!);
            }
            catch (JsonException unreadable)
            {
                reason = unreadable.Message;
            }

            Assert.False(
                string.IsNullOrWhiteSpace(reason),
                $"Bit {bit} passed: {Encoding.UTF8.GetString(changed)}");
            refused++;
        }

        return refused;
    }

    private sealed class Untouchable : BrokerDouble;
}
