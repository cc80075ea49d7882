using System.Numerics;
using System.Runtime.CompilerServices;

namespace TradingBase.Compute;

/// <summary>
/// Chooses the endpoint with the least expected cost: this request's tokens at its prices, plus the chance to
/// miss the deadline times what a miss costs, plus what the capacity would be worth to others.
/// </summary>
/// <remarks>
/// Pure: the moment is an argument, so a simulator calls the same code. Weighs what is allowed, open and has
/// room. Of equal costs the lowest row wins. Nothing is allocated but by <see cref="Explain"/>.
/// </remarks>
public static class RouteKernel
{
    /// <summary>No row: nothing can answer now.</summary>
    public const int None = -1;

    /// <summary>Chooses.</summary>
    /// <param name="table">How the endpoints stand.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>The row, or <see cref="None"/>.</returns>
    public static int Choose(EndpointTable table, in RouteQuestion question, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Choose(table, new RouteTerms(question, now));
    }

    /// <summary>Chooses and takes the room that the request may use at most.</summary>
    /// <param name="table">How the endpoints stand; its rooms shrink.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>The row whose room was taken, or <see cref="None"/>.</returns>
    /// <remarks>Whoever is beaten to the last room chooses again among what is left.</remarks>
    public static int Reserve(EndpointTable table, in RouteQuestion question, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(table);
        RouteTerms terms = new(question, now);
        int row;
        do
        {
            row = Choose(table, terms);
        }
        while (row != None && !table.Rooms.TryTake(row, question));
        return row;
    }

    /// <summary>Shows every row's numbers and the choice that they lead to.</summary>
    /// <param name="table">How the endpoints stand.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="now">When, UTC.</param>
    public static RouteExplanation Explain(EndpointTable table, in RouteQuestion question, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(table);
        RouteTerms terms = new(question, now);
        List<RouteOption> options = new(table.Count);
        for (int first = 0; first < table.Length; first += Vector<float>.Count)
        {
            ref float block = ref table.Block(first);
            Vector<float> seconds = terms.Seconds(ref block);
            Vector<float> miss = RouteTerms.Miss(ref block, terms.Slack(ref block, seconds));
            Vector<float> tokens = terms.Tokens(ref block, RouteTerms.Rows(first));
            Vector<float> shadow = terms.Shadow(ref block, seconds);
            Vector<float> cost = terms.Cost(miss, tokens, shadow);
            for (int lane = 0; lane < Vector<float>.Count && first + lane < table.Count; lane++)
            {
                int row = first + lane;
                options.Add(new(
                    row, RouteObstacles.Of(table, row, question, now), tokens[lane], seconds[lane],
                    miss[lane], miss[lane] * question.MissUsd, shadow[lane], cost[lane]));
            }
        }

        return new(Choose(table, terms), options);
    }

    // Not inlined, so that everything inside is: the compiler inlines so much at once and no more.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Choose(EndpointTable table, in RouteTerms terms)
    {
        // In two rounds: the processor overlaps what rows wait for as long as it fits into its window.
        Column slacks = default;
        ref float slack = ref slacks[0];
        for (int row = 0; row < table.Length; row += Vector<float>.Count)
        {
            ref float block = ref table.Block(row);
            terms.Slack(ref block, terms.Seconds(ref block)).StoreUnsafe(ref slack, (nuint)(uint)row);
        }

        Vector<float> nothing = new(float.PositiveInfinity);
        Vector<float> least = nothing;
        Vector<int> which = Vector<int>.Zero;
        Vector<int> rows = RouteTerms.Rows(0), step = new(Vector<int>.Count);
        for (int row = 0; row < table.Length; row += Vector<float>.Count)
        {
            ref float block = ref table.Block(row);
            Vector<float> cost = Vector.ConditionalSelect(
                terms.Able(table, row),
                terms.Cost(
                    RouteTerms.Miss(ref block, Vector.LoadUnsafe(ref slack, (nuint)(uint)row)),
                    terms.Tokens(ref block, rows), terms.Shadow(ref block, terms.Seconds(ref block))),
                nothing);
            Vector<int> better = Vector.LessThan(cost, least);
            least = Vector.ConditionalSelect(better, cost, least);
            which = Vector.ConditionalSelect(better, rows, which);
            rows += step;
        }

        return Least(least, which);
    }

    // No cost is below zero, and the bits of such numbers are ordered as they are: cost above, row below, and
    // one comparison settles both. Without a branch, since which lane wins cannot be foretold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Least(Vector<float> cost, Vector<int> row)
    {
        Vector.Widen(Vector.AsVectorInt32(cost), out Vector<long> low, out Vector<long> high);
        Vector.Widen(row, out Vector<long> lowRow, out Vector<long> highRow);
        Vector<long> keys = Vector.Min((low << 32) | lowRow, (high << 32) | highRow);
        long least = keys[0];
        for (int lane = 1; lane < Vector<long>.Count; lane++)
        {
            long less = unchecked(keys[lane] - least);
            least = unchecked(least + (less & (less >> 63)));
        }

        return least >> 32 < BitConverter.SingleToInt32Bits(float.PositiveInfinity)
            ? unchecked((int)least)
            : None;
    }

    // On the stack, and of a known size: a span there would keep the compiler from its second, better look.
    [InlineArray(EndpointTable.MostRows)]
    private struct Column
    {
        private float _first;
    }
}
