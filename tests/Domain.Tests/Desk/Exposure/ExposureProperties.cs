using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests.Exposure;

/// <summary>
/// Many processes judge, send, fill, take back and settle on one store, their calls interleaved by a seed.
/// </summary>
public sealed class ExposureProperties
{
    private const int Desks = 6;
    private const int CyclesOfADesk = 2;

    private static readonly RiskLimits Limits = ExposureDesk.Worths;

    [Fact]
    public async Task NoInterleavingBreaksALimitAtTheVenue_AndInTheEndNothingIsOpen()
    {
        int approved = 0, denied = 0, lostRaces = 0;
        decimal mostGross = 0;
        await Property.ForAllAsync(
            async random =>
            {
                Course course = new(random);
                await course.RunAsync();
                await course.AssertAsync();
                approved += course.Approved;
                denied += course.Denied;
                lostRaces += course.LostRaces;
                mostGross = Math.Max(mostGross, course.Venue.MostGross);
            },
            count: 10);

        // Nothing was shown if the limits were never near, or nobody was ever in another's way.
        Assert.True(approved > 30 && denied > 30, $"{approved} approved, {denied} denied");
        Assert.True(lostRaces > 30, $"{lostRaces} lost races");
        Assert.True(mostGross > 0.9m * Limits.MaxGrossExposure.Value * 100_000m, $"{mostGross} at most");
    }

    /// <summary>One run of all desks.</summary>
    private sealed class Course
    {
        private readonly Random _random;
        private readonly MemoryStateStore _rows = new();
        private readonly TurnStore _turns;

        internal Course(Random random)
        {
            _random = random;
            _turns = new(_rows, random);
        }

        internal ExposureVenue Venue { get; } = new(Limits);

        internal int Approved { get; private set; }

        internal int Denied { get; private set; }

        internal int LostRaces => _turns.LostRaces;

        internal async Task RunAsync()
        {
            await new ExposureDesk(_rows, Limits).OpenAsync();
            await _turns.RunAsync([.. Enumerable.Range(0, Desks).Select(desk => (Func<Task>)(() => RunAsync(desk)))]);
        }

        internal async Task AssertAsync()
        {
            Assert.Empty(Venue.Breaches);
            ExposureDesk desk = new(_rows, Limits);
            Assert.Empty(await desk.Register.ReadAsync(default));
            Assert.Equal(
                Venue.Held(),
                (await desk.Ledger.ReadAsync(default)).Positions
                    .ToDictionary(held => held.Instrument, held => held.Quantity));
            Assert.Null(await desk.Ledger.FindImbalanceAsync(default));
            Assert.DoesNotContain(
                _rows.All(), row => row.Key.StartsWith("verdict:", StringComparison.Ordinal));
        }

        private async Task RunAsync(int number)
        {
            ExposureDesk desk = Open();
            for (int cycle = 0; cycle < CyclesOfADesk; cycle++)
            {
                string cycleId = $"cycle-{number}-{cycle}";
                ProposedOrder[] orders = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(i => Draw($"{cycleId}-{i}"))];
                await desk.ProposeAsync(cycleId, orders);
                IReadOnlyList<ApprovedOrder> approved = await desk.JudgeAsync(cycleId);
                Approved += approved.Count;
                Denied += orders.Length - approved.Count;
                await Task.WhenAll(approved.Select(order => LiveAsync(Open(), order)).ToArray());
            }
        }

        // Whoever has its own register and books is a process of its own.
        private ExposureDesk Open() => new(_turns, Limits, new ImmediateClock());

        private ProposedOrder Draw(string id) => Some.Order(
            _random.Next(1, 160), _random.Next(3) == 0 ? OrderSide.Sell : OrderSide.Buy,
            ExposureDesk.Instruments[_random.Next(3)], id);

        private async Task LiveAsync(ExposureDesk desk, ApprovedOrder order)
        {
            if (_random.Next(8) == 0)
            {
                await desk.RefuseAsync(order);
                return;
            }

            Assert.True(await desk.IntendAsync(order));
            Venue.Send(order);
            List<Fill> fills = [];
            decimal left = order.Order.Quantity;
            while (left > 0 && _random.Next(5) > 0)
            {
                decimal units = Math.Min(left, _random.Next(1, 80));
                left -= units;
                fills.Add(Venue.Fill(order, units));
                if (left > 0 && _random.Next(2) == 0)
                {
                    await desk.SettleAsync(order, OrderStatus.PartiallyFilled, [.. fills]);
                }
            }

            Venue.End(order);
            await desk.SettleAsync(order, left == 0 ? OrderStatus.Filled : OrderStatus.Canceled, [.. fills]);
        }
    }

    /// <summary>A clock whose timers fire as they are made: nobody here waits for time.</summary>
    private sealed class ImmediateClock : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
