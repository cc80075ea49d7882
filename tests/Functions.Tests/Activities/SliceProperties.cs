using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Slices of one order, whatever becomes of each.</summary>
public sealed class SliceProperties
{
    [Fact]
    public async Task WhateverBecomesOfSlices_TheyAreNeverMoreThanTheirOrder_AndItsEndAddsThemUp()
    {
        int full = 0, denied = 0, late = 0;
        await Property.ForAllAsync(
            async random =>
            {
                Course course = new(random);
                await course.RunAsync();
                full += course.Filled == course.Quantity ? 1 : 0;
                denied += course.Denied;
                late += course.Late;
            },
            count: 40);

        // Nothing was shown if nothing ever went wrong, or nothing ever went well.
        Assert.True(full > 2 && denied > 10 && late > 5, $"{full} full, {denied} denied, {late} late");
    }

    private sealed class Course(Random random)
    {
        private readonly DeskRig _rig = new(cash: 10_000_000m);
        private readonly List<Fill> _fills = [];

        internal decimal Quantity { get; } = random.Next(1, 400);

        internal decimal Filled => _fills.Sum(fill => fill.Quantity);

        internal int Denied { get; private set; }

        internal int Late { get; private set; }

        internal async Task RunAsync()
        {
            ExecutionPlan plan = new(ExecutionAlgorithm.Twap, random.Next(2, 12), 60);

            // Open: the morning of a session, at the price that everything has here.
            _rig.Clock.Advance(TimeSpan.FromHours(90));
            DateTimeOffset now = _rig.Clock.GetUtcNow();
            ApprovedOrder parent = Some.ApprovedOrder(
                Some.Order(Quantity, decidedAt: now, referenceKnownAt: now.AddMinutes(-1)) with { Plan = plan });
            await _rig.Books.OpenAsync(now, default);
            await _rig.Records.KeepFirstAsync(
                CycleProposal.Kind, "cycle-1",
                new CycleProposal([Some.Outlook(knownAt: now.AddMinutes(-1))], [], [parent.Order], []), default);
            await _rig.Register.OpenAsync(parent);
            OrderTicket ticket = new(parent, false);
            OrderWire wire = _rig.Wire(new Venue());
            SliceCourse begun = await new StartSlices(wire, _rig.Slices()).RunAsync(ticket, default);
            Assert.Null(begun.Refused);
            for (int index = 0; index < plan.Slices; index++)
            {
                DateTimeOffset at = SliceSchedule.StartOf(plan, "order-1", begun.StartedAt, index);
                _rig.Clock.Advance(at - _rig.Clock.GetUtcNow());
                await WorkAsync(wire, ticket, index);
            }

            OrderReport end = await new EndSlices(wire, _rig.Slices()).RunAsync(ticket, default);
            OrderReport again = await new EndSlices(wire, _rig.Slices()).RunAsync(ticket, default);
            Assert.Equal(Filled, end.Fills.Sum(fill => fill.Quantity));
            Assert.Equal(Filled >= Quantity ? OrderStatus.Filled : OrderStatus.Canceled, end.Status);
            Assert.Equal(end.Status, again.Status);
            Assert.Empty(await _rig.Register.ReadAsync(default));
            Assert.Equal(
                Filled,
                (await _rig.Ledger.ReadAsync(default)).Positions.Sum(position => position.Quantity));
            Assert.Equal(Filled, (await _rig.Orders.FindAsync(parent.Order, default))!.End!.Filled);
        }

        private async Task WorkAsync(OrderWire wire, OrderTicket ticket, int index)
        {
            SliceCut cut = await new CutSlice(wire, _rig.Slices()).RunAsync(new(ticket, index), default);
            if (cut.Slice is not { } slice)
            {
                return;
            }

            Assert.Equal(0, slice.Quantity % slice.Instrument.Lot);
            bool strict = random.Next(6) == 0;
            RiskGate gate = strict ? new([new Never()], Some.Signer()) : Lenient;
            BatchVerdict verdict = await new AssessSlice(_rig.Judge(gate), _rig.Journal).RunAsync(
                new("cycle-1", slice, slice.DecidedAt), default);
            Assert.Equal(strict, verdict.Approved.Count == 0);
            await AssertWithinAsync();
            if (strict)
            {
                Denied++;
                return;
            }

            await LiveAsync(verdict.Approved[0]);
            await AssertWithinAsync();
        }

        private async Task LiveAsync(ApprovedOrder slice)
        {
            if (random.Next(8) == 0)
            {
                await _rig.Orders.RefuseAsync(slice, Some.Report(OrderStatus.Denied, slice.Order), default);
                return;
            }

            await _rig.Orders.TryIntendAsync(slice, slice.Order.DecidedAt, default);
            decimal first = Math.Min(slice.Order.Quantity, random.Next(0, (int)slice.Order.Quantity * 2));
            List<Fill> fills = first > 0 ? [Fill(slice, first, 1)] : [];
            bool full = first == slice.Order.Quantity;
            await SettleAsync(slice, full ? OrderStatus.Filled : OrderStatus.Canceled, fills);
            if (!full && random.Next(3) == 0)
            {
                Late++;
                fills.Add(Fill(slice, random.Next(1, (int)(slice.Order.Quantity - first) + 1), 2));
                await SettleAsync(slice, OrderStatus.Canceled, fills);
            }
        }

        private Fill Fill(ApprovedOrder slice, decimal units, int number)
        {
            Fill fill = Some.Fill(
                slice.Order, units, tradeId: $"{slice.Order.ClientOrderId}-{number}",
                at: slice.Order.DecidedAt);
            _fills.Add(fill);
            return fill;
        }

        private Task<OrderRecord> SettleAsync(ApprovedOrder slice, OrderStatus status, List<Fill> fills) =>
            _rig.Orders.SettleAsync(
                slice, Some.Report(status, slice.Order, slice.Order.DecidedAt, [.. fills]), default);

        private async Task AssertWithinAsync()
        {
            decimal open = (await _rig.Register.ReadAsync(default))
                .Where(order => order.Order.Order.ParentId is not null).Sum(order => order.Left);
            Assert.True(Filled + open <= Quantity, $"{Filled} filled and {open} open of {Quantity}");
        }

        private static RiskGate Lenient { get; } = new(
            [new TradingBase.Risk.Rules.ChildWithinParent()], Some.Signer());
    }

    private sealed class Never : IRiskRule
    {
        public string Name => nameof(Never);

        public string Unit => "orders";

        public RuleMeasure Measure(in OrderFacts facts) => RuleMeasure.AtMost(1, 0);

        public string Explain(in OrderFacts facts, RuleMeasure measure) => "Never.";
    }

    private sealed class Venue : BrokerDouble;
}
