using TradingBase.LocalHost.Bench.Crashes;

namespace TradingBase.LocalHost.Tests.Bench;

/// <summary>The judge of the kills finds what it is there to find.</summary>
public sealed class CrashPointTests
{
    [Fact]
    public void Of_WorkThatGoesOn_IsSound()
    {
        CrashPoint point = Judge(["started 7", "told 7", "begin 7 0", "end 7 0", "begin 7 1"], ["begin 7 1"]);

        Assert.True(point.IsSound);
        Assert.Equal((1, 1, 0), (point.InFlight, point.Duplicates, point.Strays));
    }

    [Fact]
    public void Of_AnActivityWhoseSuccessorHadBegun_IsAStray()
    {
        CrashPoint point = Judge(["started 7", "begin 7 0", "end 7 0", "begin 7 1"], ["begin 7 0"]);

        Assert.False(point.IsSound);
        Assert.Equal(1, point.Strays);
    }

    [Fact]
    public void Of_AnActivityOfAnInstanceThatHadEnded_IsAStray()
    {
        CrashPoint point = Judge(["begin 7 4", "end 7 4", "done 7"], ["begin 7 4"]);

        Assert.False(point.IsSound);
        Assert.Equal(0, point.InFlight);
    }

    [Theory]
    [InlineData("started 7")]
    [InlineData("told 7")]
    public void Of_AnAcknowledgedCallOfAnInstanceThatNeverEnds_IsLost(string acknowledged)
    {
        CrashPoint point = Judge([acknowledged], [], without: 7);

        Assert.False(point.IsSound);
        Assert.Equal((199, 1), (point.Completed, point.Lost));
    }

    [Fact]
    public void Of_AWrongResult_IsNotCompleted()
    {
        CrashPoint point = Judge([], ["done 7 wrong"], without: 7);

        Assert.False(point.IsSound);
        Assert.Equal(199, point.Completed);
    }

    private static CrashPoint Judge(string[] before, string[] after, int without = -1)
    {
        IEnumerable<string> ends = Enumerable.Range(0, CrashWorker.Instances)
            .Where(number => number != without).Select(number => $"done {number}");
        return CrashPoint.Of(Lines(before), Lines([.. after, .. ends]), restarted: 0);
    }

    private static List<CrashLine> Lines(IEnumerable<string> lines) =>
    [
        .. lines.Select(line => line.Split(' ', 2))
            .Select((parts, at) => new CrashLine(at, parts[0], parts[1])),
    ];
}
