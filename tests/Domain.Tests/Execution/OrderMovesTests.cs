using TradingBase.Execution;
using static TradingBase.Execution.OrderStatus;

namespace TradingBase.Domain.Tests.Execution;

public sealed class OrderMovesTests
{
    // The table of the specification, written once more: every pair that is not listed is illegal.
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Table = new()
    {
        [Created] = [Denied, Submitted],
        [Submitted] =
            [Accepted, Rejected, Canceled, PartiallyFilled, Filled, PendingCancel, PendingReplace, Unknown],
        [Unknown] =
        [
            Submitted, Accepted, Triggered, PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled,
            Rejected, Expired,
        ],
        [Accepted] = [PartiallyFilled, Filled, Triggered, PendingCancel, PendingReplace, Canceled, Expired,
            Rejected],
        [Triggered] = [PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired, Rejected],
        [PartiallyFilled] = [PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired],
        [PendingCancel] = [Canceled, PartiallyFilled, Filled, Expired],
        [PendingReplace] = [PartiallyFilled, Filled, Canceled, Expired],
        [Canceled] = [PartiallyFilled, Filled],
    };

    [Fact]
    public void Allows_EveryPair_IsAsTheTableSays() => Assert.All(
        from before in Enum.GetValues<OrderStatus>()
        from after in Enum.GetValues<OrderStatus>()
        select (before, after),
        pair => Assert.Equal(
            Table.GetValueOrDefault(pair.before, []).Contains(pair.after),
            OrderMoves.Allows(pair.before, pair.after)));

    [Fact]
    public void Allows_RefusedCancel_LeadsBackToWhereTheOrderStood()
    {
        Assert.True(OrderMoves.Allows(PendingCancel, Accepted, before: Accepted));
        Assert.False(OrderMoves.Allows(PendingCancel, Accepted, before: PartiallyFilled));
    }

    [Fact]
    public void Allows_ExternalOrder_MayBeginAnywhereAtTheVenue()
    {
        Assert.True(OrderMoves.Allows(Created, Accepted, external: true));
        Assert.False(OrderMoves.Allows(Created, Accepted));
    }

    [Theory]
    [InlineData(Submitted, Expired, true)]
    [InlineData(Accepted, Accepted, false)]
    [InlineData(Canceled, Expired, false)]
    [InlineData(Filled, Canceled, false)]
    [InlineData(Created, Filled, false)]
    public void Reaches_StatesBetweenNotReported_AreSkipped(OrderStatus from, OrderStatus to, bool reaches) =>
        Assert.Equal(reaches, OrderMoves.Reaches(from, to));

    [Fact]
    public void HasEnded_FiveStates_HaveEnded() => Assert.Equal(
        [Denied, Filled, Canceled, Rejected, Expired],
        Enum.GetValues<OrderStatus>().Where(OrderMoves.HasEnded));
}
