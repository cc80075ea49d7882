using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class EndpointRoomsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    private static readonly EndpointRow Priced = new() { UsdPerMillionInputTokens = 1 };

    private static readonly RouteQuestion Question = new()
    {
        InputTokens = 1_000, MaxOutputTokens = 200, Deadline = Now.AddMinutes(1), MissUsd = 1,
    };

    [Fact]
    public void Reserve_RoomOfEveryKind_IsTakenAndGivenBack()
    {
        EndpointTable table = Table(1, places: 2, requests: 5, input: 5_000, output: 500, tokens: 6_000);

        Assert.Equal(0, RouteKernel.Reserve(table, Question, Now));
        Assert.Equal([1, 4, 4_000, 300, 4_800], Left(table));

        table.Rooms.GiveBack(0, Question);
        Assert.Equal([2, 5, 5_000, 500, 6_000], Left(table));
    }

    [Fact]
    public void TryTake_OneKindIsShort_TakesNothingOfAny()
    {
        EndpointTable table = Table(1, places: 2, requests: 5, input: 5_000, output: 500, tokens: 1_199);

        Assert.False(table.Rooms.TryTake(0, Question));

        Assert.Equal([2, 5, 5_000, 500, 1_199], Left(table));
    }

    [Fact]
    public void Reserve_CheapestIsTakenUp_GoesToTheNextAndThenNowhere()
    {
        EndpointTable table = Table(2, places: 1, requests: 9, input: 9_000, output: 900, tokens: 9_000);

        Assert.Equal(0, RouteKernel.Reserve(table, Question, Now));
        Assert.Equal(1, RouteKernel.Reserve(table, Question, Now));
        Assert.Equal(RouteKernel.None, RouteKernel.Reserve(table, Question, Now));
    }

    [Fact]
    public void Give_BeyondTheMost_StopsThere()
    {
        EndpointTable table = Table(1, places: 1, requests: 1, input: 100, output: 100, tokens: 100);

        table.Rooms.Give(0, RoomKind.InputTokens, 50, most: 120);
        Assert.Equal(120, table.Rooms.Left(0, RoomKind.InputTokens));

        table.Rooms.Give(0, RoomKind.InputTokens, int.MaxValue);
        Assert.Equal(EndpointRooms.Unlimited - 1, table.Rooms.Left(0, RoomKind.InputTokens));
    }

    [Fact]
    public void Give_WithoutALimit_StaysWithout()
    {
        EndpointTable table = Table(
            1, places: 1, requests: 1, input: EndpointRooms.Unlimited, output: 900, tokens: 9_000);

        Assert.Equal(0, RouteKernel.Reserve(table, Question, Now));
        table.Rooms.Give(0, RoomKind.InputTokens, 5);

        Assert.Equal(EndpointRooms.Unlimited, table.Rooms.Left(0, RoomKind.InputTokens));
    }

    [Fact]
    public void Left_RowThatIsNot_IsRefused()
    {
        EndpointTable table = Table(1, places: 1, requests: 1, input: 1, output: 1, tokens: 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => table.Rooms.Left(1, RoomKind.Places));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Rooms.Left(-1, RoomKind.Requests));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Rooms.Set(0, RoomKind.Places, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Set(1, Priced));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Close(1, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EndpointTable(EndpointTable.MostRows + 1));
    }

    // Threads that take and give back until there is none: a lost update would let one more in than there is
    // room for, a lost return one fewer.
    [Fact]
    public void TryTake_ByManyAtOnce_TakesExactlyWhatThereIs()
    {
        const int Threads = 4, Requests = 1_000_000;
        EndpointTable table = Table(
            1, places: EndpointRooms.Unlimited, requests: Requests, input: EndpointRooms.Unlimited,
            output: EndpointRooms.Unlimited, tokens: 2_000_000_000);
        int[] taken = new int[Threads];
        using Barrier together = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            int mine = 0;
            while (table.Rooms.TryTake(0, Question))
            {
                mine++;
                if (mine % 3 == 0)
                {
                    table.Rooms.GiveBack(0, Question);
                    mine += table.Rooms.TryTake(0, Question) ? 0 : -1;
                }
            }

            taken[number] = mine;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        // Who finds nothing while another holds and gives back stops early; the rest is still there to take.
        int rest = 0;
        while (table.Rooms.TryTake(0, Question))
        {
            rest++;
        }

        Assert.Equal(Requests, taken.Sum() + rest);
        Assert.Equal(0, table.Rooms.Left(0, RoomKind.Requests));
        Assert.Equal(2_000_000_000 - (Requests * 1_200L), table.Rooms.Left(0, RoomKind.Tokens));
    }

    private static int[] Left(EndpointTable table) =>
        [.. Enum.GetValues<RoomKind>().Select(kind => table.Rooms.Left(0, kind))];

    private static EndpointTable Table(
        int count, int places, int requests, int input, int output, int tokens)
    {
        EndpointTable table = new(count);
        for (int row = 0; row < count; row++)
        {
            table.Set(row, Priced);
            table.Rooms.Set(row, RoomKind.Places, places);
            table.Rooms.Set(row, RoomKind.Requests, requests);
            table.Rooms.Set(row, RoomKind.InputTokens, input);
            table.Rooms.Set(row, RoomKind.OutputTokens, output);
            table.Rooms.Set(row, RoomKind.Tokens, tokens);
        }

        return table;
    }
}
