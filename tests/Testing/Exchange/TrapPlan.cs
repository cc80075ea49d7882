using System.Globalization;

namespace TradingBase.Testing.Exchange;

/// <summary>Which requests fall into which traps.</summary>
/// <param name="Seed">Where it was drawn from; null when it was written by hand.</param>
/// <param name="Traps">At most one is played for each request: the first that fits.</param>
public sealed record TrapPlan(int? Seed, IReadOnlyList<Trap> Traps)
{
    /// <summary>Traps that every wire can play.</summary>
    public static readonly IReadOnlyList<TrapKind> Common =
    [
        TrapKind.TooManyRequests, TrapKind.Unavailable, TrapKind.LostAnswer, TrapKind.LostRequest,
        TrapKind.CutBefore, TrapKind.CutAfter, TrapKind.GatewayTimeoutAfter, TrapKind.GatewayTimeoutBefore,
        TrapKind.OutcomeUnknown, TrapKind.LateVisible, TrapKind.LateArrival, TrapKind.FillBeforeAnswer,
        TrapKind.FillBeforeCancel, TrapKind.FillAfterCancel, TrapKind.ThinDepth, TrapKind.ClockSkew,
        TrapKind.ExponentNumbers, TrapKind.UnknownStatus, TrapKind.DuplicateTrades,
        TrapKind.ReorderedTrades, TrapKind.HalfBody, TrapKind.CutInBody, TrapKind.EmptyBody,
        TrapKind.SlowAnswer, TrapKind.PriceJump, TrapKind.Halt,
    ];

    /// <summary>No traps.</summary>
    public static TrapPlan None { get; } = new(null, []);

    /// <summary>Traps one by one.</summary>
    public static TrapPlan Of(params Trap[] traps) => new(null, traps);

    /// <summary>The same traps for the same seed and venue.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="wire">Whose traps.</param>
    /// <param name="count">How many.</param>
    /// <param name="reach">The highest ordinal of a trapped request.</param>
    public static TrapPlan FromSeed(int seed, VenueWire wire, int count = 6, int reach = 4)
    {
        ArgumentNullException.ThrowIfNull(wire);
        Random random = new(seed);
        TrapKind[] kinds = [.. Common, .. wire.OwnTraps];
        List<Trap> traps = new(count);
        for (int i = 0; i < count; i++)
        {
            traps.Add(Draw(kinds[random.Next(kinds.Length)], random, reach));
        }

        return new(seed, traps);
    }

    /// <summary>Who says what was played when a run fails.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Seed is { } seed ? $"seed {seed}" : "by hand")}: {string.Join("; ", Traps)}");

    private static Trap Draw(TrapKind kind, Random random, int reach)
    {
        WireCall call = kind switch
        {
            TrapKind.LateVisible or TrapKind.LateArrival or TrapKind.FillBeforeAnswer
                or TrapKind.ThinDepth => WireCall.Place,
            TrapKind.FillBeforeCancel or TrapKind.FillAfterCancel => WireCall.Cancel,
            TrapKind.DuplicateTrades or TrapKind.ReorderedTrades or TrapKind.OtherPrice
                or TrapKind.PageLoop => WireCall.Trades,
            TrapKind.UnknownStatus => WireCall.Query,
            TrapKind.ClockSkew or TrapKind.PriceJump or TrapKind.Halt or TrapKind.Split
                or TrapKind.NegativePrice or TrapKind.NonceBack => WireCall.Any,
            _ => Some(random, WireCall.Place, WireCall.Query, WireCall.Cancel, WireCall.Trades, WireCall.Any),
        };
        decimal? value = kind switch
        {
            TrapKind.TooManyRequests => random.Next(2) == 0 ? null : random.Next(1, 5),
            TrapKind.Banned => random.Next(120, 600),
            TrapKind.LateVisible or TrapKind.LateArrival => random.Next(1, 20),
            TrapKind.FillBeforeAnswer or TrapKind.FillBeforeCancel or TrapKind.FillAfterCancel =>
                random.Next(1, 5) * 0.25m,
            TrapKind.ThinDepth => random.Next(1, 10) * 0.1m,
            TrapKind.ClockSkew => random.Next(2) == 0 ? random.Next(6, 60) : -random.Next(2, 60),
            TrapKind.OtherPrice => 1.01m,
            TrapKind.SlowAnswer => random.Next(1, 30),
            TrapKind.PriceJump => random.Next(2) == 0 ? 0.8m : 1.25m,
            TrapKind.Halt => random.Next(5, 120),
            TrapKind.Split => 2m,
            _ => null,
        };
        return new(kind, call, random.Next(1, reach + 1), value);
    }

    private static WireCall Some(Random random, params WireCall[] calls) => calls[random.Next(calls.Length)];
}
