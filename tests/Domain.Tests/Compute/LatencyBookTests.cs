using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class LatencyBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private readonly LatencyBook _book = new(2, new());
    private DateTimeOffset _now = Start;

    [Fact]
    public void Read_AnUnseenEndpoint_IsWhatIsBelievedAndGrowsWithTheQuestion()
    {
        LatencyEstimate few = _book.Read(0, 100, Start);
        LatencyEstimate many = _book.Read(0, 100_000, Start);

        Assert.Equal(0.8 + (256 / 5_000d), few.FirstToken.Median, 1e-9);
        Assert.Equal(0.8 + (65_536 / 5_000d), many.FirstToken.Median, 1e-9);
        Assert.Equal(0.02, few.OutputToken.Median, 1e-9);
        Assert.True(few.FirstToken.Sigma >= 0.6);
        Assert.Equal((0, false), (few.Measured, few.Slow));
    }

    [Fact]
    public void Read_AfterManyMeasurements_KnowsTheirQuantiles()
    {
        Random random = new(1);
        List<double> drawn = [];
        for (int i = 0; i < 2_000; i++)
        {
            drawn.Add(Draws.LogNormal(random, 0.35, 0.4));
            AddFirst(drawn[^1], 300, after: 0.1);
            _book.AddOutput(0, 101, TimeSpan.FromSeconds(100 * Draws.LogNormal(random, 0.025, 0.2)), _now);
        }

        LatencyEstimate known = _book.Read(0, 300, _now);

        drawn.Sort();
        Assert.Equal(drawn[1_000], known.FirstToken.Quantile(0.5), 0.02);
        Assert.Equal(drawn[1_800], known.FirstToken.Quantile(0.9), 0.05);
        Assert.Equal(drawn[1_980], known.FirstToken.Quantile(0.99), 0.12);
        Assert.Equal(0.025, known.OutputToken.Median, 0.001);
        Assert.Equal(0.2, known.OutputToken.Sigma, 0.02);
        Assert.False(known.Slow);
    }

    [Fact]
    public void Read_AnUnseenLengthOfASeenEndpoint_TakesItsPaceFromTheOthers()
    {
        // Five times as fast as believed.
        for (int i = 0; i < 50; i++)
        {
            AddFirst((0.8 + (256 / 5_000d)) / 5, 300, after: 1);
        }

        double unseen = _book.Read(0, 20_000, _now).FirstToken.Median;

        Assert.Equal((0.8 + (16_384 / 5_000d)) / 5, unseen, 0.06);
        Assert.Equal(0.8 + (16_384 / 5_000d), _book.Read(1, 20_000, _now).FirstToken.Median, 1e-9);
    }

    [Fact]
    public void Read_AfterALongSilence_ReturnsToWhatIsBelieved()
    {
        for (int i = 0; i < 100; i++)
        {
            AddFirst(5, 300, after: 1);
        }

        Assert.Equal(5, _book.Read(0, 300, _now).FirstToken.Median, 0.1);
        Assert.InRange(_book.Read(0, 300, _now.AddHours(1)).FirstToken.Median, 1.5, 4.9);
        Assert.Equal(0.85, _book.Read(0, 300, _now.AddHours(6)).FirstToken.Median, 0.01);
    }

    [Fact]
    public void AddFirstToken_FiveTimesAsSlow_IsABrownOutAtTheFourthAndShiftsTheEstimate()
    {
        Settle(0.4);
        int seen = 0;
        while (!_book.Read(0, 300, _now).Slow)
        {
            AddFirst(2, 300, after: 0.5);
            Assert.InRange(++seen, 1, 4);
        }

        Assert.Equal(4, seen);
        Assert.Equal(2, _book.Read(0, 300, _now).FirstToken.Median, 0.1);
        Assert.False(_book.Read(1, 300, _now).Slow);
    }

    [Fact]
    public void AddWait_FirstTokensThatDoNotCome_AreABrownOutToo()
    {
        Settle(0.4);
        for (int i = 0; i < 4; i++)
        {
            _now = _now.AddSeconds(0.5);
            _book.AddWait(0, 300, TimeSpan.FromSeconds(3), _now);
        }

        Assert.True(_book.Read(0, 300, _now).Slow);
    }

    [Fact]
    public void AddFirstToken_BetweenBothBounds_NeitherBeginsABrownOutNorEndsOne()
    {
        Settle(0.4);
        AddMany(0.64, 7);
        Assert.False(_book.Read(0, 300, _now).Slow);

        Settle(0.4);
        AddMany(2, 7);
        AddMany(0.64, 7);
        Assert.True(_book.Read(0, 300, _now).Slow);

        AddMany(0.42, 4);
        Assert.False(_book.Read(0, 300, _now).Slow);
        Assert.Equal(0.4, _book.Read(0, 300, _now).FirstToken.Median, 0.05);
    }

    [Fact]
    public void AddFirstToken_ThreeStraysOfSeven_AreNoBrownOut()
    {
        Settle(0.4);
        AddMany(4, 3);

        Assert.False(_book.Read(0, 300, _now).Slow);
    }

    [Fact]
    public void Read_ABrownOutWithoutNews_FadesSoThatItIsTriedAgain()
    {
        Settle(0.4);
        AddMany(2, 7);

        double at = _book.Read(0, 300, _now).FirstToken.Median;
        double later = _book.Read(0, 300, _now.AddSeconds(20)).FirstToken.Median;

        Assert.True(later < at);
        Assert.True(_book.Read(0, 300, _now.AddSeconds(20)).Slow);
        Assert.False(_book.Read(0, 300, _now.AddSeconds(61)).Slow);
    }

    [Fact]
    public void AddFirstToken_SlowForGood_BecomesTheUsual()
    {
        Settle(0.4);
        for (int i = 0; i < 3_000; i++)
        {
            AddFirst(2, 300, after: 2);
        }

        Assert.False(_book.Read(0, 300, _now).Slow);
        Assert.Equal(2, _book.Read(0, 300, _now).FirstToken.Median, 0.1);
    }

    [Fact]
    public void AddAndRead_OnceWarm_AllocateNothing()
    {
        Settle(0.4);
        AddMany(2, 5);
        _book.AddOutput(0, 100, TimeSpan.FromSeconds(2), _now);
        _book.AddWait(0, 300, TimeSpan.FromSeconds(2), _now);
        double sum = _book.Read(0, 300, _now).FirstToken.Mu;

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _book.AddFirstToken(0, i, TimeSpan.FromMilliseconds(i), _now);
            _book.AddWait(0, i, TimeSpan.FromMilliseconds(i), _now);
            _book.AddOutput(0, i, TimeSpan.FromMilliseconds(i), _now);
            sum += _book.Read(0, i, _now).FirstToken.Mu;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));
    }

    [Fact]
    public void AddFirstToken_ManyThreads_CountsEachOnce()
    {
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                _book.AddFirstToken(0, 300, TimeSpan.FromSeconds(0.85), Start);
            }
        });

        LatencyEstimate known = _book.Read(0, 300, Start);
        Assert.Equal(20_000, known.Measured, 1e-6);
        Assert.Equal(0.85, known.FirstToken.Median, 0.001);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(512, 0)]
    [InlineData(513, 1)]
    [InlineData(2_048, 1)]
    [InlineData(32_769, 4)]
    [InlineData(int.MaxValue, 5)]
    public void Read_InputLengths_AreClassesOfFourTimesEach(int tokens, int length) => Assert.Equal(
        0.8 + (256 * Math.Pow(4, length) / 5_000d), _book.Read(0, tokens, Start).FirstToken.Median, 1e-9);

    [Fact]
    public void LatencyBook_ABrownOutThatEndsWhereItBegins_IsRefused() => Assert.Throws<ArgumentException>(
        () => new LatencyBook(1, new() { SlowFrom = 1.5, SlowUntil = 1.5 }));

    private void Settle(double seconds)
    {
        for (int i = 0; i < 300; i++)
        {
            AddFirst(seconds, 300, after: 1);
        }
    }

    private void AddMany(double seconds, int count)
    {
        for (int i = 0; i < count; i++)
        {
            AddFirst(seconds, 300, after: 0.5);
        }
    }

    private void AddFirst(double seconds, int inputTokens, double after)
    {
        _now = _now.AddSeconds(after);
        _book.AddFirstToken(0, inputTokens, TimeSpan.FromSeconds(seconds), _now);
    }
}
