using System.Diagnostics;
using TradingBase.Compute;

namespace TradingBase.LocalHost.Bench;

/// <summary>Measures the router's decision over 32 endpoints, one core.</summary>
/// <remarks>
/// The median is of batches, divided by their length: a clock costs a quarter of a decision. For the slowest
/// in a thousand each decision is timed alone, the clock included.
/// </remarks>
internal static class RouteBench
{
    private const int Endpoints = 32, Questions = 256, Batches = 400, OfABatch = 1_000, Alone = 200_000;

    // Of the clock itself: a TimeSpan counts hundreds.
    private static readonly double NsOfATick = 1e9 / Stopwatch.Frequency;

    private static readonly DateTimeOffset Now = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    private delegate int Decision(EndpointTable table, in RouteQuestion question);

    internal static RouteBenchResult Run()
    {
        Random random = new(1);
        EndpointTable table = Table(random);
        RouteQuestion[] questions = [.. Enumerable.Range(0, Questions).Select(_ => Question(random))];
        (RouteTime choose, double ofChoosing) = Measure(table, questions, Choose);
        (RouteTime reserve, double ofReserving) = Measure(table, questions, ReserveAndGiveBack);
        return new(Endpoints, choose, reserve, Math.Max(ofChoosing, ofReserving));
    }

    private static int Choose(EndpointTable table, in RouteQuestion question) =>
        RouteKernel.Choose(table, question, Now);

    private static int ReserveAndGiveBack(EndpointTable table, in RouteQuestion question)
    {
        int row = RouteKernel.Reserve(table, question, Now);
        if (row != RouteKernel.None)
        {
            table.Rooms.GiveBack(row, question);
        }

        return row;
    }

    private static (RouteTime Time, double Bytes) Measure(
        EndpointTable table, RouteQuestion[] questions, Decision decide)
    {
        // The first batches are compiled while they run.
        for (int warm = 0; warm < Batches; warm++)
        {
            _ = Batch(table, questions, decide);
        }

        double[] batches = new double[Batches];
        double[] alone = new double[Alone];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int batch = 0; batch < batches.Length; batch++)
        {
            batches[batch] = Batch(table, questions, decide);
        }

        for (int i = 0; i < alone.Length; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            _ = decide(table, questions[i % Questions]);
            alone[i] = (Stopwatch.GetTimestamp() - begun) * NsOfATick;
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return (
            new(Samples.Median(batches), Samples.Percentile(alone, 0.999)),
            (double)bytes / ((Batches * OfABatch) + Alone));
    }

    private static double Batch(EndpointTable table, RouteQuestion[] questions, Decision decide)
    {
        int answered = 0;
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < OfABatch; i++)
        {
            answered += decide(table, questions[i % Questions]) != RouteKernel.None ? 1 : 0;
        }

        double ns = Stopwatch.GetElapsedTime(begun).TotalNanoseconds / OfABatch;
        return answered == OfABatch
            ? ns
            : throw new InvalidOperationException($"{OfABatch - answered} requests found no endpoint.");
    }

    private static EndpointTable Table(Random random)
    {
        EndpointTable table = new(Endpoints);
        for (int row = 0; row < Endpoints; row++)
        {
            decimal input = random.Next(10, 500) / 100m;
            table.Set(row, new()
            {
                UsdPerMillionInputTokens = input,
                UsdPerMillionCachedInputTokens = input / 10,
                UsdPerMillionOutputTokens = input * 4,
                FirstToken = Time(random, 0.4),
                OutputToken = Time(random, 0.012),
                FailureProbability = random.NextDouble() / 100,
                DomainHealth = 1 - (random.NextDouble() / 100),
                ShadowUsdPerMillionTokens = random.NextDouble() / 10,
                ShadowUsdPerSecond = random.NextDouble() / 10_000,
            });
            table.Rooms.Set(row, RoomKind.Places, 64);
            table.Rooms.Set(row, RoomKind.Requests, 1_000);
            table.Rooms.Set(row, RoomKind.InputTokens, 400_000);
            table.Rooms.Set(row, RoomKind.OutputTokens, 80_000);
            table.Rooms.Set(row, RoomKind.Tokens, 450_000);
        }

        return table;
    }

    private static LogNormal Time(Random random, double median) => LogNormal.FromQuantiles(
        median * (0.5 + random.NextDouble()), median * (1.6 + random.NextDouble()));

    private static RouteQuestion Question(Random random) => new()
    {
        InputTokens = random.Next(200, 8_000),
        CachedTokens = random.Next(0, 200),
        CachedAt = random.Next(Endpoints),
        MaxOutputTokens = 1_024,
        OutputTokens = random.Next(20, 500),
        OutputDeviation = random.Next(100),
        Deadline = Now.AddSeconds(random.Next(2, 30)),
        MissUsd = random.NextDouble(),
    };
}

/// <summary>What a decision costs on this machine.</summary>
/// <param name="Endpoints">How many were weighed.</param>
/// <param name="Choose">The choice alone.</param>
/// <param name="Reserve">The choice, its room taken and given back.</param>
/// <param name="BytesPerDecision">Allocated for each.</param>
internal sealed record RouteBenchResult(
    int Endpoints, RouteTime Choose, RouteTime Reserve, double BytesPerDecision);

/// <summary>How long something takes.</summary>
/// <param name="MedianNs">Of batches, for each.</param>
/// <param name="P999Ns">What 999 of 1,000 do not exceed, each timed alone with the clock's own cost.</param>
internal sealed record RouteTime(double MedianNs, double P999Ns);
