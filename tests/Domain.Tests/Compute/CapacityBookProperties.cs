using TradingBase.Compute;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Compute;

/// <summary>What must hold of a capacity book whatever is asked of it and whatever endpoints say.</summary>
public sealed class CapacityBookProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private static readonly RoomKind[] Counted =
        [RoomKind.Requests, RoomKind.InputTokens, RoomKind.OutputTokens, RoomKind.Tokens];

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task NoWindowEverSeesMoreThanALimitAndRoomIsNeverNegative() =>
        await Property.ForAllAsync(random =>
        {
            EndpointLimits limits = new()
            {
                RequestsPerMinute = random.Next(3, 60),
                InputTokensPerMinute = random.Next(500, 5_000),
                OutputTokensPerMinute = random.Next(500, 5_000),
                TotalTokensPerMinute = random.Next(500, 8_000),
                EvenRequests = random.Next(3) == 0,
            };
            CapacityBook book = new([limits]);
            List<Call> calls = [];
            DateTimeOffset now = Start;
            for (int step = 0; step < 400; step++)
            {
                now = now.AddMilliseconds(random.Next(10) == 0 ? random.Next(30_000) : random.Next(500));
                switch (random.Next(4))
                {
                    case 0 when calls.Count > 0:
                        calls[random.Next(calls.Count)].End(book, random, now);
                        break;
                    case 1:
                        book.Learn(0, Lie(random, limits, now), now);
                        break;
                    default:
                        if (book.TryReserve(
                            0, random.Next(0, 600), random.Next(1, 600), now, out CapacityTicket ticket))
                        {
                            calls.Add(new(ticket));
                            AssertWithin(calls, limits, now);
                        }

                        break;
                }

                foreach (RoomKind kind in Counted)
                {
                    Assert.True(book.RoomOf(0, kind, now) >= 0);
                }
            }

            return Task.CompletedTask;
        });

    [Fact]
    public async Task WhatIsFreeAtAMomentCanBeTakenThenWhenNobodyElseAsks() =>
        await Property.ForAllAsync(random =>
        {
            EndpointLimits limits = new() { RequestsPerMinute = 20, TotalTokensPerMinute = 3_000 };
            CapacityBook book = new([limits]);
            DateTimeOffset now = Start;
            for (int step = 0; step < 100; step++)
            {
                now = now.AddMilliseconds(random.Next(3_000));
                book.TryReserve(0, random.Next(0, 600), random.Next(1, 600), now, out _);
                if (random.Next(4) == 0)
                {
                    book.Learn(0, Lie(random, limits, now), now);
                }
            }

            // What an endpoint said can change the limit back when its window is over, so ask again then.
            DateTimeOffset? free = book.FreeAt(0, 200, 200, now);
            for (int i = 0; i < 5 && free is { } at && !book.TryReserve(0, 200, 200, at, out _); i++)
            {
                Assert.True(at > now, "Free now, but not to be had.");
                now = at;
                free = book.FreeAt(0, 200, 200, at.AddTicks(1));
            }

            Assert.True(free is null || free <= now.AddDays(2), $"{free:O} is far from {now:O}.");
            return Task.CompletedTask;
        });

    [Fact]
    public async Task AloneOnAKeyNothingIsRefusedByABucketOfTheProvider() =>
        await Property.ForAllAsync(random =>
        {
            Provider provider = new(random.Next(500, 3_000));
            CapacityBook book = new([new() { OutputTokensPerMinute = provider.Limit }]);
            int sent = Talk(random, book, provider, bursts: 0, learns: true, out int refused);

            Assert.Equal(0, refused);
            Assert.True(sent > 20);
            return Task.CompletedTask;
        }, count: 20);

    [Fact]
    public async Task AfterABurstOfOthersReadingsSpareMostRefusals()
    {
        int with = 0;
        int without = 0;
        await Property.ForAllAsync(random =>
        {
            int seed = random.Next();
            foreach (bool learns in new[] { true, false })
            {
                Provider provider = new(5_000);
                CapacityBook book = new([new() { OutputTokensPerMinute = provider.Limit }]);
                Talk(new Random(seed), book, provider, bursts: 0.005, learns, out int refused);
                (with, without) = learns ? (with + refused, without) : (with, without + refused);
            }

            return Task.CompletedTask;
        }, count: 10);

        Assert.True(without > 100, $"Without readings {without} refusals.");
        Assert.True(with * 4 < without, $"With readings {with} refusals, without {without}.");
    }

    // Asks for ten minutes; answers come up to two seconds later, and others use the key in bursts.
    private static int Talk(
        Random random, CapacityBook book, Provider provider, double bursts, bool learns, out int refused)
    {
        int sent = 0;
        refused = 0;
        List<(DateTimeOffset At, CapacityTicket Ticket, int Used, EndpointRoom Room)> answers = [];
        DateTimeOffset now = Start;
        for (; now < Start.AddMinutes(10); now = now.AddMilliseconds(random.Next(400)))
        {
            foreach ((DateTimeOffset At, CapacityTicket Ticket, int Used, EndpointRoom Room) answer
                in answers.Where(answer => answer.At <= now).OrderBy(answer => answer.At).ToList())
            {
                answers.Remove(answer);
                provider.Correct(answer.Ticket.MaxOutputTokens - answer.Used, now);
                book.Settle(answer.Ticket, new(0, answer.Used), now);
                if (learns)
                {
                    book.Learn(0, answer.Room, now);
                }
            }

            if (random.NextDouble() < bursts)
            {
                provider.Correct(-4_000, now);
            }

            int most = random.Next(1, 120);
            if (book.TryReserve(0, 0, most, now, out CapacityTicket ticket))
            {
                sent++;
                bool taken = provider.Take(most, now);
                refused += taken ? 0 : 1;
                answers.Add((
                    now.AddMilliseconds(taken ? random.Next(2_000) : 0), ticket,
                    taken ? random.Next(1, most + 1) : most, provider.Room(now)));
            }
        }

        return sent;
    }

    private static EndpointRoom Lie(Random random, EndpointLimits limits, DateTimeOffset now)
    {
        return new(
            now.AddSeconds(random.Next(-90, 10)), Reading(limits.RequestsPerMinute!.Value),
            Reading(limits.InputTokensPerMinute ?? 100), Reading(limits.OutputTokensPerMinute ?? 100),
            Reading(limits.TotalTokensPerMinute!.Value));

        RoomReading? Reading(int limit) => random.Next(3) == 0 ? null : new(
            random.Next(0, limit * 3), random.Next(2) == 0 ? null : random.Next(1, limit * 3),
            random.Next(2) == 0 ? null : now.AddSeconds(random.Next(-10, 100)));
    }

    private static void AssertWithin(List<Call> calls, EndpointLimits limits, DateTimeOffset now)
    {
        List<Call> window = [.. calls.Where(call => call.Ticket.TakenAt > now - Minute)];
        Assert.InRange(window.Count(call => !call.Released), 0, limits.RequestsPerMinute!.Value);
        Assert.InRange(window.Sum(call => call.Input), 0, limits.InputTokensPerMinute!.Value);
        Assert.InRange(window.Sum(call => call.Output), 0, limits.OutputTokensPerMinute!.Value);
        Assert.InRange(window.Sum(call => call.Input + call.Output), 0, limits.TotalTokensPerMinute!.Value);
        if (limits.EvenRequests)
        {
            int tenth = window.Count(call => !call.Released && call.Ticket.TakenAt > now.AddSeconds(-10));
            Assert.InRange(tenth, 0, Math.Max(1, limits.RequestsPerMinute.Value / 6));
        }
    }

    private sealed class Call(CapacityTicket ticket)
    {
        internal CapacityTicket Ticket { get; } = ticket;

        internal int Input { get; private set; } = ticket.InputTokens;

        internal int Output { get; private set; } = ticket.MaxOutputTokens;

        internal bool Released { get; private set; }

        private bool Ended { get; set; }

        internal void End(CapacityBook book, Random random, DateTimeOffset now)
        {
            if (Ended)
            {
                return;
            }

            Ended = true;
            if (random.Next(5) == 0)
            {
                (Input, Output, Released) = (0, 0, true);
                book.Release(Ticket, now);
                return;
            }

            Output = random.Next(0, Output + 1);
            book.Settle(Ticket, new(Input, Output), now);
        }
    }

    /// <summary>A provider's own bucket: as large as its limit, and full after a minute.</summary>
    private sealed class Provider(int limit)
    {
        private double _level = limit;
        private DateTimeOffset _at = Start;

        internal int Limit => limit;

        internal bool Take(int amount, DateTimeOffset now)
        {
            Correct(0, now);
            if (_level < amount)
            {
                return false;
            }

            _level -= amount;
            return true;
        }

        internal void Correct(int back, DateTimeOffset now)
        {
            _level = Math.Clamp(_level + back + (limit * ((now - _at) / Minute)), 0, limit);
            _at = now;
        }

        internal EndpointRoom Room(DateTimeOffset now) =>
            new(now, OutputTokens: new((long)_level, limit));
    }
}
