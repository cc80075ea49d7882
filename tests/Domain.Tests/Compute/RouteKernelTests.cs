using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class RouteKernelTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    private static readonly EndpointRow Slow = new()
    {
        UsdPerMillionInputTokens = 1, UsdPerMillionOutputTokens = 2,
        FirstToken = LogNormal.FromQuantiles(2, 4), OutputToken = LogNormal.FromQuantiles(0.03, 0.04),
    };

    private static readonly EndpointRow Fast = Slow with
    {
        UsdPerMillionInputTokens = 5, UsdPerMillionOutputTokens = 10,
        FirstToken = LogNormal.FromQuantiles(0.3, 0.5), OutputToken = LogNormal.FromQuantiles(0.005, 0.006),
    };

    private static readonly RouteQuestion Question = new()
    {
        InputTokens = 1_000, MaxOutputTokens = 200, OutputTokens = 100, Deadline = Now.AddMinutes(10),
        MissUsd = 1,
    };

    [Fact]
    public void Choose_TimeEnough_TakesTheCheaper() => Assert.Equal(1, Choose(Question, Fast, Slow));

    [Fact]
    public void Choose_TimeShort_PaysForTheFasterAsLongAsAMissCostsMore()
    {
        RouteQuestion hurried = Question with { Deadline = Now.AddSeconds(3) };

        Assert.Equal(0, Choose(hurried, Fast, Slow));
        Assert.Equal(1, Choose(hurried with { MissUsd = 0.001 }, Fast, Slow));
    }

    [Fact]
    public void Choose_LongAnswersPossible_TakesTheFaster()
    {
        RouteQuestion known = Question with { Deadline = Now.AddSeconds(9), MissUsd = 0.05 };

        Assert.Equal(1, Choose(known, Fast, Slow));
        Assert.Equal(0, Choose(known with { OutputDeviation = 200 }, Fast, Slow));
    }

    [Fact]
    public void Choose_OneHoldsThePrefix_StaysThereWhereTheDiscountPays()
    {
        EndpointRow holder = Slow with
        {
            UsdPerMillionInputTokens = 1.5m, UsdPerMillionCachedInputTokens = 0.15m,
        };
        RouteQuestion sticky = Question with { CachedAt = 1 };

        Assert.Equal(0, Choose(sticky, Slow, holder));
        Assert.Equal(0, Choose(sticky with { CachedTokens = 300 }, Slow, holder));
        Assert.Equal(1, Choose(sticky with { CachedTokens = 400 }, Slow, holder));
    }

    [Fact]
    public void Choose_CapacityIsWorthMoreToOthers_LeavesItToThem()
    {
        EndpointRow dearer = Slow with { UsdPerMillionInputTokens = 1.1m };

        Assert.Equal(0, Choose(Question, Slow, dearer));
        Assert.Equal(1, Choose(Question, Slow with { ShadowUsdPerMillionTokens = 0.1 }, dearer));
        Assert.Equal(1, Choose(Question, Slow with { ShadowUsdPerSecond = 0.0001 }, dearer));
    }

    [Fact]
    public void Choose_OneFails_WeighsItsChanceAndItsDomains()
    {
        EndpointRow dearer = Slow with { UsdPerMillionInputTokens = 2 };

        Assert.Equal(1, Choose(Question, Slow with { FailureProbability = 0.01 }, dearer));
        Assert.Equal(1, Choose(Question, Slow with { DomainHealth = 0.99 }, dearer));
        Assert.Equal(0, Choose(Question, Slow with { FailureProbability = 0.0005 }, dearer));
    }

    [Fact]
    public void Choose_AnswersWithoutAModel_AreTheLastResort()
    {
        EndpointRow heuristic = new()
        {
            UsdPerAnswer = 0.5m, FirstToken = new(-9, 0), OutputToken = new(-14, 0),
        };

        Assert.Equal(1, Choose(Question, heuristic, Slow));
        Assert.Equal(0, Choose(Question, heuristic, Slow with { DomainHealth = 0.4 }));
    }

    [Fact]
    public void Choose_EqualCosts_TakesTheLowestRow()
    {
        EndpointRow[] rows = [.. Enumerable.Repeat(Slow, 40)];

        Assert.Equal(0, Choose(Question, rows));
        Assert.Equal(13, Choose(Question with { Allowed = (1ul << 13) | (1ul << 21) | (1ul << 37) }, rows));
    }

    [Fact]
    public void Choose_NoneIsListed_TakesNone()
    {
        Assert.Equal(RouteKernel.None, Choose(Question));
        Assert.Equal(RouteKernel.None, Choose(Question with { Allowed = 0 }, Slow));
    }

    [Fact]
    public void Choose_Closed_OpensAtItsMomentAndNotBefore()
    {
        EndpointTable table = Open(Slow with { ClosedUntil = Now });

        Assert.Equal(RouteKernel.None, RouteKernel.Choose(table, Question, Now.AddTicks(-1)));
        Assert.Equal(0, RouteKernel.Choose(table, Question, Now));
    }

    [Theory]
    [InlineData(RoomKind.Places, 1, RouteObstacle.NoPlace)]
    [InlineData(RoomKind.Requests, 1, RouteObstacle.NoRequest)]
    [InlineData(RoomKind.InputTokens, 1_000, RouteObstacle.NoInputTokens)]
    [InlineData(RoomKind.OutputTokens, 200, RouteObstacle.NoOutputTokens)]
    [InlineData(RoomKind.Tokens, 1_200, RouteObstacle.NoTokens)]
    public void Choose_RoomOfOneKind_IsTakenToItsLastUnitAndNotBeyond(
        RoomKind kind, int enough, RouteObstacle obstacle)
    {
        EndpointTable table = Open(Slow);
        table.Rooms.Set(0, kind, enough);
        Assert.Equal(0, RouteKernel.Choose(table, Question, Now));

        table.Rooms.Set(0, kind, enough - 1);

        Assert.Equal(RouteKernel.None, RouteKernel.Choose(table, Question, Now));
        RouteOption option = Assert.Single(RouteKernel.Explain(table, Question, Now).Options);
        Assert.Equal(obstacle, option.Obstacle);
        Assert.False(option.Able);
    }

    [Fact]
    public void Explain_ClosedAndNotAllowed_SaysBoth()
    {
        EndpointTable table = Open(Slow with { ClosedUntil = Now.AddSeconds(1) });

        RouteExplanation explained = RouteKernel.Explain(table, Question with { Allowed = 2 }, Now);

        Assert.Equal(RouteKernel.None, explained.Row);
        Assert.Equal(RouteObstacle.NotAllowed | RouteObstacle.Closed, explained.Options[0].Obstacle);
    }

    [Fact]
    public void Explain_Prices_AreTokensTimesTheirPrices()
    {
        RouteOption option = RouteKernel.Explain(Open(Fast), Question, Now).Options[0];

        Assert.Equal((1_000 * 5 / 1e6) + (100 * 10 / 1e6), option.TokenUsd, 1e-8);
        Assert.Equal(option.MissProbability, option.MissUsd, 1e-8);
        Assert.Equal(option.TokenUsd + option.MissUsd, option.ExpectedUsd, 1e-7);
    }

    // The formula against what it stands for: first token plus a random number of tokens at one pace.
    [Theory]
    [InlineData(4, 0)]
    [InlineData(5.5, 0)]
    [InlineData(4, 30)]
    [InlineData(6, 30)]
    [InlineData(8, 30)]
    public void Explain_MissProbability_IsNearWhatManyDrawsShow(double seconds, double deviation)
    {
        const int Draws = 200_000;
        RouteQuestion question = Question with
        {
            Deadline = Now.AddSeconds(seconds), OutputDeviation = deviation,
        };
        Random random = new(7);
        int late = 0;
        for (int i = 0; i < Draws; i++)
        {
            double tokens = Math.Max(0, 100 + (deviation * Normal(random)));
            double taken = Draw(random, Slow.FirstToken) + (tokens * Draw(random, Slow.OutputToken));
            late += taken > seconds ? 1 : 0;
        }

        double found = RouteKernel.Explain(Open(Slow), question, Now).Options[0].MissProbability;

        Assert.Equal((double)late / Draws, found, 0.03);
    }

    [Fact]
    public void Choose_ManyTimes_AllocatesNothing()
    {
        EndpointTable table = Open([.. Enumerable.Repeat(Slow, 32)]);
        RouteQuestion question = Question;
        _ = RouteKernel.Reserve(table, question, Now);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            int row = RouteKernel.Reserve(table, question, Now);
            table.Rooms.GiveBack(row, question);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    internal static EndpointTable Open(params EndpointRow[] rows)
    {
        EndpointTable table = new(rows.Length);
        for (int row = 0; row < rows.Length; row++)
        {
            table.Set(row, rows[row]);
            foreach (RoomKind kind in Enum.GetValues<RoomKind>())
            {
                table.Rooms.Set(row, kind, EndpointRooms.Unlimited);
            }
        }

        return table;
    }

    private static int Choose(in RouteQuestion question, params EndpointRow[] rows) =>
        RouteKernel.Choose(Open(rows), question, Now);

    private static double Draw(Random random, LogNormal time) =>
        Math.Exp(time.Mu + (time.Sigma * Normal(random)));

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
