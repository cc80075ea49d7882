using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class CapacityBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void TryReserve_UpToEachLimit_TakesTheWorstCaseAndNoMore()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 10, OutputTokensPerMinute = 1_000 }, new()]);

        Assert.True(book.TryReserve(0, 50_000, 600, Start, out _));
        Assert.False(book.TryReserve(0, 0, 401, Start, out _));
        Assert.True(book.TryReserve(0, 0, 400, Start, out _));

        Assert.Equal(0, book.RoomOf(0, RoomKind.OutputTokens, Start));
        Assert.Equal(8, book.RoomOf(0, RoomKind.Requests, Start));
        Assert.Equal(EndpointRooms.Unlimited, book.RoomOf(0, RoomKind.InputTokens, Start));
        Assert.True(book.TryReserve(1, 1_000_000, 1_000_000, Start, out _));
    }

    [Fact]
    public void TryReserve_OneLimitWithoutRoom_TakesNothingOfTheOthers()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 10, TotalTokensPerMinute = 100 }]);

        Assert.False(book.TryReserve(0, 60, 41, Start, out _));

        Assert.Equal(10, book.RoomOf(0, RoomKind.Requests, Start));
        Assert.Equal(100, book.RoomOf(0, RoomKind.Tokens, Start));
    }

    [Fact]
    public void TryReserve_AfterAWindow_HasRoomAgainAndNotBefore()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 2 }]);
        Assert.True(book.TryReserve(0, 1, 1, Start, out _));
        Assert.True(book.TryReserve(0, 1, 1, Start.AddSeconds(30), out _));

        Assert.False(book.TryReserve(0, 1, 1, Start.AddSeconds(59.9), out _));
        Assert.Equal(Start.AddSeconds(61), book.FreeAt(0, 1, 1, Start.AddSeconds(40)));
        Assert.True(book.TryReserve(0, 1, 1, Start.AddSeconds(61), out _));
        Assert.False(book.TryReserve(0, 1, 1, Start.AddSeconds(62), out _));
    }

    [Fact]
    public void Settle_LessThanTheWorstCase_GivesTheRestBackAndKeepsTheRequest()
    {
        CapacityBook book = new([new()
        {
            RequestsPerMinute = 10, InputTokensPerMinute = 1_000, OutputTokensPerMinute = 1_000,
            TotalTokensPerMinute = 5_000,
        }]);
        Assert.True(book.TryReserve(0, 800, 900, Start, out CapacityTicket ticket));

        book.Settle(ticket, new(820, 100, CachedInputTokens: 700), Start.AddSeconds(5));

        // Cached input is free of the limit on input, and is part of the total.
        Assert.Equal(9, book.RoomOf(0, RoomKind.Requests, Start.AddSeconds(5)));
        Assert.Equal(880, book.RoomOf(0, RoomKind.InputTokens, Start.AddSeconds(5)));
        Assert.Equal(900, book.RoomOf(0, RoomKind.OutputTokens, Start.AddSeconds(5)));
        Assert.Equal(5_000 - 920, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(5)));
    }

    [Fact]
    public void Settle_MoreThanReserved_IsCountedAndRoomStaysAtZero()
    {
        CapacityBook book = new([new() { InputTokensPerMinute = 100 }]);
        Assert.True(book.TryReserve(0, 90, 0, Start, out CapacityTicket ticket));

        book.Settle(ticket, new(130, 0), Start.AddSeconds(1));

        Assert.Equal(0, book.RoomOf(0, RoomKind.InputTokens, Start.AddSeconds(1)));
    }

    [Fact]
    public void Release_ACallThatNeverWentOut_GivesAllBack()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 1, OutputTokensPerMinute = 50 }]);
        Assert.True(book.TryReserve(0, 10, 50, Start, out CapacityTicket ticket));

        book.Release(ticket, Start.AddSeconds(1));

        Assert.True(book.TryReserve(0, 10, 50, Start.AddSeconds(1), out _));
    }

    [Fact]
    public void Learn_LessThanKnown_LowersAtOnceAndRisesAsTheLimitFills()
    {
        CapacityBook book = new([new() { TotalTokensPerMinute = 6_000 }]);

        book.Learn(0, new(Start, TotalTokens: new(1_000, 6_000)), Start);

        Assert.Equal(1_000, book.RoomOf(0, RoomKind.Tokens, Start));
        DateTimeOffset free = book.FreeAt(0, 1_500, 1_500, Start)!.Value;
        Assert.Equal(Start.AddSeconds(20), free, TimeSpan.FromSeconds(0.1));
        Assert.Equal(2_000, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(10)), 1d);
        Assert.Equal(6_000, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(60)));
    }

    [Fact]
    public void Learn_MoreThanKnown_RaisesNothing()
    {
        CapacityBook book = new([new() { TotalTokensPerMinute = 6_000 }]);
        Assert.True(book.TryReserve(0, 5_000, 0, Start, out _));
        book.Learn(0, new(Start, TotalTokens: new(500, 6_000)), Start);

        book.Learn(0, new(Start, TotalTokens: new(6_000, 60_000)), Start.AddSeconds(1));

        Assert.Equal(600, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(1)), 1d);
    }

    [Fact]
    public void Learn_AStaleReading_IsAgedByWhatWasSentAndWhatCameBackSince()
    {
        CapacityBook book = new([new() { TotalTokensPerMinute = 6_000 }]);
        Assert.True(book.TryReserve(0, 700, 0, Start.AddSeconds(3), out _));

        book.Learn(0, new(Start, TotalTokens: new(2_000, 6_000)), Start.AddSeconds(5));

        // 2,000 + 5 s of 100 a second - 700.
        Assert.Equal(1_800, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(5)), 1d);
    }

    [Fact]
    public void Learn_AReadingOfAWindowAgoOrOneThatIsWholeAgain_TellsNothing()
    {
        CapacityBook book = new([new() { TotalTokensPerMinute = 6_000 }]);

        book.Learn(0, new(Start, TotalTokens: new(0, 6_000, Start.AddSeconds(1))), Start.AddSeconds(2));
        Assert.Equal(6_000, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(2)));

        book.Learn(0, new(Start.AddSeconds(2), TotalTokens: new(1_000, 6_000)), Start.AddSeconds(2));
        book.Learn(0, new(Start, TotalTokens: new(0, 6_000, Start.AddSeconds(1))), Start.AddSeconds(2));
        Assert.Equal(1_000, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(2)));

        book.Learn(0, new(Start, TotalTokens: new(0, 600)), Start.AddSeconds(61));
        Assert.Equal(6_000, book.RoomOf(0, RoomKind.Tokens, Start.AddSeconds(61)));
    }

    [Fact]
    public void Learn_ALowerLimit_HoldsForAWindowAndNotBelowATenth()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 100 }]);

        book.Learn(0, new(Start, new(60, 50)), Start);
        Assert.Equal(50, book.RoomOf(0, RoomKind.Requests, Start));

        book.Learn(0, new(Start, new(1, 1)), Start);
        Assert.Equal(1, book.RoomOf(0, RoomKind.Requests, Start));
        Assert.Equal(10, book.RoomOf(0, RoomKind.Requests, Start.AddSeconds(59)));
        Assert.Equal(100, book.RoomOf(0, RoomKind.Requests, Start.AddSeconds(60)));
    }

    [Fact]
    public void Learn_ALimitThatNobodyConfigured_HoldsFromThenOn()
    {
        CapacityBook book = new([new()]);
        Assert.True(book.TryReserve(0, 300, 0, Start, out _));

        book.Learn(0, new(Start, InputTokens: new(700, 1_000)), Start.AddSeconds(1));

        Assert.Equal(700, book.RoomOf(0, RoomKind.InputTokens, Start.AddSeconds(1)));
        Assert.False(book.TryReserve(0, 701, 0, Start.AddSeconds(1), out _));
        Assert.Equal(1_000, book.RoomOf(0, RoomKind.InputTokens, Start.AddHours(1)));
    }

    [Fact]
    public void Learn_RequestsThatAreWholeAfterHours_AreTheDays()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 60, RequestsPerDay = 1_000 }]);

        book.Learn(0, new(Start, new(3, 1_000, Start.AddHours(20))), Start);

        Assert.Equal(3, book.RoomOf(0, RoomKind.Requests, Start));
        Assert.Equal(3, book.RoomOf(0, RoomKind.Requests, Start.AddSeconds(61)));
        Assert.InRange(book.RoomOf(0, RoomKind.Requests, Start.AddHours(1)), 40, 50);
    }

    [Fact]
    public void TryReserve_EvenRequests_SpreadsThemOverSeconds()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 120, EvenRequests = true }]);
        List<DateTimeOffset> taken = [];
        for (int i = 0; i < 3_000; i++)
        {
            DateTimeOffset now = Start.AddMilliseconds(i * 20);
            if (book.TryReserve(0, 1, 1, now, out _))
            {
                taken.Add(now);
            }
        }

        Assert.All(taken, at => Assert.InRange(
            taken.Count(other => other > at.AddSeconds(-1) && other <= at), 1, 2));
        Assert.InRange(taken.Count, 100, 120);
    }

    [Fact]
    public void FreeAt_ACallLargerThanTheLimit_IsNever()
    {
        CapacityBook book = new([new() { OutputTokensPerMinute = 100 }]);

        Assert.Null(book.FreeAt(0, 1, 101, Start));
        Assert.Equal(Start, book.FreeAt(0, 1, 100, Start));
    }

    [Fact]
    public void TryReserve_AClockThatWasSetBack_GetsItsRoomBackAfterAWindow()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 1 }]);
        Assert.True(book.TryReserve(0, 1, 1, Start, out _));
        DateTimeOffset back = Start.AddDays(-1);

        Assert.False(book.TryReserve(0, 1, 1, back, out _));
        Assert.True(book.TryReserve(0, 1, 1, back.AddSeconds(61), out _));
    }

    [Fact]
    public void AllCalls_OnceWarm_AllocateNothing()
    {
        CapacityBook book = new(
            [new() { RequestsPerMinute = 1_000, TotalTokensPerMinute = 100_000, EvenRequests = true }]);
        EndpointRoom room = new(Start, new(500, 1_000), TotalTokens: new(50_000, 100_000));
        int taken = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 500; i++)
            {
                DateTimeOffset now = Start.AddMilliseconds(i * 50);
                if (book.TryReserve(0, 100, 200, now, out CapacityTicket ticket))
                {
                    taken++;
                    book.Settle(ticket, new(90, 50), now);
                }

                book.Learn(0, room, now);
                taken += book.RoomOf(0, RoomKind.Tokens, now) < 0 ? 1 : 0;
            }

            Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }

        Assert.InRange(taken, 2, 1_000);
    }

    [Fact]
    public void TryReserve_ManyThreads_NeverTakeMoreThanTheLimit()
    {
        CapacityBook book = new([new() { RequestsPerMinute = 5_000 }]);
        int taken = 0;

        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                if (book.TryReserve(0, 1, 1, Start, out CapacityTicket _))
                {
                    Interlocked.Increment(ref taken);
                }
            }
        });

        Assert.Equal(5_000, taken);
    }
}
