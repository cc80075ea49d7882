using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

/// <summary>The kernel's choice as one would write it by hand: one endpoint after the other.</summary>
/// <remarks>The same operations in the same order, so that every bit has to agree.</remarks>
internal sealed class RouteTwin(EndpointRow[] rows, int[][] rooms)
{
    internal int Choose(in RouteQuestion question, DateTimeOffset now)
    {
        int chosen = -1;
        float least = float.PositiveInfinity;
        for (int row = 0; row < rows.Length; row++)
        {
            if (IsAble(row, question, now) && Cost(row, question, now) is { } cost && cost < least)
            {
                (chosen, least) = (row, cost);
            }
        }

        return chosen;
    }

    internal float Cost(int row, in RouteQuestion question, DateTimeOffset now)
    {
        EndpointRow endpoint = rows[row];
        float input = question.InputTokens, output = (float)question.OutputTokens;
        float cached = row == question.CachedAt ? Math.Min(question.CachedTokens, question.InputTokens) : 0;
        float usd = Fused(
            PerToken(endpoint.UsdPerMillionCachedInputTokens ?? endpoint.UsdPerMillionInputTokens), cached,
            PerToken(endpoint.UsdPerMillionInputTokens) * (input - cached));
        usd = Fused(PerToken(endpoint.UsdPerMillionOutputTokens), output, usd);
        usd += (float)(double)endpoint.UsdPerAnswer;

        float seconds = Fused((float)endpoint.OutputToken.Mean, output, (float)endpoint.FirstToken.Mean);
        float declared = question.InputTokens + question.MaxOutputTokens;
        float shadow = (float)(endpoint.ShadowUsdPerMillionTokens / 1e6) * declared;
        shadow = Fused((float)endpoint.ShadowUsdPerSecond, seconds, shadow);
        return Fused(Miss(endpoint, question, now, seconds), (float)question.MissUsd, usd + shadow);
    }

    internal static float Log(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x) - 0x3F3504F3;
        float power = bits >> 23;
        float m = BitConverter.Int32BitsToSingle((bits & 0x7FFFFF) + 0x3F3504F3);
        float s = (m - 1) / (m + 1);
        float q = s * s;
        float series = Fused(Fused(1f / 5, q, 1f / 3), q, 1);
        return Fused(power, 0.693147181f, (s + s) * series);
    }

    internal static float Above(float value)
    {
        float z = Math.Min(Math.Abs(value), 10);
        float p = Fused(0.0000053830f, z, 0.0000488906f);
        p = Fused(p, z, 0.0000380036f);
        p = Fused(p, z, 0.0032776263f);
        p = Fused(p, z, 0.0211410061f);
        p = Fused(p, z, 0.0498673470f);
        p = Fused(p, z, 1);
        float squared = p * p, fourth = squared * squared, eighth = fourth * fourth;
        float tail = 0.5f / (eighth * eighth);
        return value < 0 ? 1 - tail : tail;
    }

    private static float Miss(
        EndpointRow endpoint, in RouteQuestion question, DateTimeOffset now, float seconds)
    {
        double mean = question.OutputTokens;
        double deviation = question.OutputDeviation * question.OutputDeviation;
        double pace = endpoint.OutputToken.Mean;
        float variance = Fused(
            (float)endpoint.OutputToken.Variance, (float)((mean * mean) + deviation),
            (float)endpoint.FirstToken.Variance);
        variance = Fused((float)(pace * pace), (float)deviation, variance);
        float first = Log(seconds);
        float spread = Math.Max(Log(Fused(seconds, seconds, variance)) - (first + first), 1e-4f);
        float left = (float)Math.Clamp((question.Deadline - now).Ticks * 1e-7, 1e-9, 1e9);
        float late = Above(Fused(spread, 0.5f, Log(left) - first) / MathF.Sqrt(spread));
        float success = (float)((1 - endpoint.FailureProbability) * endpoint.DomainHealth);
        return Fused(success, late, 1 - success);
    }

    private bool IsAble(int row, in RouteQuestion question, DateTimeOffset now) =>
        (question.Allowed & (1ul << row)) != 0
        && !(rows[row].ClosedUntil > now)
        && rooms[row][0] >= 1 && rooms[row][1] >= 1
        && rooms[row][2] >= question.InputTokens
        && rooms[row][3] >= question.MaxOutputTokens
        && rooms[row][4] >= question.InputTokens + question.MaxOutputTokens;

    private static float Fused(float x, float y, float added) => MathF.FusedMultiplyAdd(x, y, added);

    private static float PerToken(decimal usdPerMillion) => (float)((double)usdPerMillion / 1e6);
}
