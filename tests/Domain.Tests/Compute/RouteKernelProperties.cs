using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class RouteKernelProperties
{
    private const int Cases = 100_000;

    private static readonly DateTimeOffset Now = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TheVectorFormChoosesAsTheScalarFormDoes()
    {
        int[] chosen = new int[EndpointTable.MostRows + 1];
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            (EndpointTable table, EndpointRow[] rows, int[][] rooms) = Table(random);
            RouteQuestion question = Question(random, table.Count);
            RouteTwin twin = new(rows, rooms);

            int row = RouteKernel.Choose(table, question, Now);

            Assert.True(
                row == twin.Choose(question, Now),
                $"Seed {seed}: {row} against {twin.Choose(question, Now)} of {table.Count}.");
            chosen[row + 1]++;
        }

        // Nothing to choose, the first and the last row: all were there, or the cases are too narrow.
        Assert.All([0, 1, EndpointTable.MostRows], at => Assert.True(chosen[at] > 0, $"{at - 1} never."));
    }

    [Fact]
    public void TheExplanationShowsTheCostsThatTheScalarFormFinds()
    {
        for (int seed = 0; seed < Cases / 100; seed++)
        {
            Random random = new(seed);
            (EndpointTable table, EndpointRow[] rows, int[][] rooms) = Table(random);
            RouteQuestion question = Question(random, table.Count);
            RouteTwin twin = new(rows, rooms);

            RouteExplanation explained = RouteKernel.Explain(table, question, Now);

            Assert.Equal(table.Count, explained.Options.Count);
            Assert.Equal(RouteKernel.Choose(table, question, Now), explained.Row);
            foreach (RouteOption option in explained.Options)
            {
                Assert.Equal(twin.Cost(option.Row, question, Now), (float)option.ExpectedUsd);
                Assert.InRange(option.MissProbability, 0, 1);
                Assert.True(option.ExpectedUsd >= 0);
            }

            RouteOption? best = explained.Options.Where(option => option.Able)
                .OrderBy(option => option.ExpectedUsd).ThenBy(option => option.Row).FirstOrDefault();
            Assert.Equal(best?.Row ?? RouteKernel.None, explained.Row);
        }
    }

    private static (EndpointTable Table, EndpointRow[] Rows, int[][] Rooms) Table(Random random)
    {
        int count = random.Next(10) == 0 ? EndpointTable.MostRows : random.Next(EndpointTable.MostRows + 1);
        EndpointTable table = new(count);
        var rows = new EndpointRow[count];
        int[][] rooms = new int[count][];
        bool scarce = random.Next(4) == 0;
        for (int row = 0; row < count; row++)
        {
            // Equal rows make ties: the lower has to win.
            rows[row] = row > 0 && random.Next(5) == 0 ? rows[random.Next(row)] : Row(random);
            rooms[row] =
            [
                Room(random, scarce ? 2 : 20), Room(random, scarce ? 2 : 100), Room(random, 40_000),
                Room(random, 8_000), Room(random, 60_000),
            ];
            table.Set(row, rows[row]);
            foreach (RoomKind kind in Enum.GetValues<RoomKind>())
            {
                table.Rooms.Set(row, kind, rooms[row][(int)kind]);
            }
        }

        return (table, rows, rooms);
    }

    private static EndpointRow Row(Random random)
    {
        decimal input = random.Next(0, 1_500) / 100m;
        return new()
        {
            UsdPerMillionInputTokens = input,
            UsdPerMillionCachedInputTokens = random.Next(2) == 0 ? null : input * random.Next(0, 11) / 10,
            UsdPerMillionOutputTokens = random.Next(0, 7_500) / 100m,
            UsdPerAnswer = random.Next(8) == 0 ? random.Next(100) / 100m : 0,
            FirstToken = Time(random, -2),
            OutputToken = Time(random, -4.5),
            FailureProbability = random.Next(3) == 0 ? random.NextDouble() : random.NextDouble() / 100,
            DomainHealth = random.Next(3) == 0 ? random.NextDouble() : 1,
            ShadowUsdPerMillionTokens = random.Next(2) == 0 ? 0 : random.NextDouble() * 10,
            ShadowUsdPerSecond = random.Next(2) == 0 ? 0 : random.NextDouble() / 100,
            ClosedUntil = random.Next(6) == 0 ? Now.AddMilliseconds(random.Next(-2, 3)) : null,
        };
    }

    private static LogNormal Time(Random random, double middle) => random.Next(10) == 0
        ? new(middle, 0)
        : new(middle + random.NextDouble() - 0.5, random.NextDouble() * (random.Next(5) == 0 ? 3 : 0.7));

    private static RouteQuestion Question(Random random, int count)
    {
        int input = random.Next(0, 20_000), most = random.Next(0, 4_000);
        return new()
        {
            InputTokens = input,
            CachedTokens = random.Next(2) == 0 ? 0 : random.Next(0, input + 1),
            CachedAt = random.Next(-1, count + 1),
            MaxOutputTokens = most,
            OutputTokens = random.NextDouble() * most,
            OutputDeviation = random.Next(3) == 0 ? 0 : random.NextDouble() * most / 2,
            Deadline = Now.AddSeconds(random.Next(20) == 0 ? -1 : Math.Exp((random.NextDouble() * 7) - 2)),
            MissUsd = random.Next(5) == 0 ? 0 : Math.Exp((random.NextDouble() * 9) - 7),
            Allowed = random.Next(3) == 0 ? (ulong)random.NextInt64() : ulong.MaxValue,
        };
    }

    private static int Room(Random random, int most) =>
        random.Next(3) == 0 ? EndpointRooms.Unlimited : random.Next(most);
}
