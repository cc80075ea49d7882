namespace TradingBase.Testing.Exchange;

/// <summary>A venue that misbehaves by plan. Thread-safe: requests are answered one by one.</summary>
/// <param name="wire">What answers where no trap is set.</param>
/// <param name="plan">Which request falls into which trap.</param>
public sealed class TrappedWire(VenueWire wire, TrapPlan plan)
{
    private readonly Dictionary<WireCall, int> _counts = [];
    private readonly List<(WireCall Call, WireRequest Request)> _seen = [];
    private readonly List<Trap> _played = [];

    /// <summary>The exchange behind it.</summary>
    public ExchangeCore Core => wire.Core;

    /// <summary>What is planned.</summary>
    public TrapPlan Plan => plan;

    /// <summary>Which traps were played, in order.</summary>
    public IReadOnlyList<Trap> Played
    {
        get
        {
            lock (Core.Gate)
            {
                return [.. _played];
            }
        }
    }

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<(WireCall Call, WireRequest Request)> Seen
    {
        get
        {
            lock (Core.Gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Answers a request, or plays its trap.</summary>
    public WireAnswer Answer(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (Core.Gate)
        {
            Core.Advance();
            WireCall call = wire.Recognize(request);
            _seen.Add((call, request));
            int any = Count(WireCall.Any);
            int own = call is WireCall.Any ? any : Count(call);
            Trap? trap = plan.Traps.FirstOrDefault(trap =>
                (trap.Call == call && trap.Nth == own) || (trap.Call is WireCall.Any && trap.Nth == any));
            if (trap is null)
            {
                return wire.Answer(request);
            }

            _played.Add(trap);
            return Play(trap, request);
        }
    }

    private int Count(WireCall call) => _counts[call] = _counts.GetValueOrDefault(call) + 1;

    private WireAnswer Play(Trap trap, WireRequest request)
    {
        TimeSpan? wait = trap.Value is { } value ? TimeSpan.FromSeconds((double)value) : null;
        return trap.Kind switch
        {
            TrapKind.TooManyRequests or TrapKind.Banned or TrapKind.ErrorInside =>
                wire.Refuse(trap.Kind, wait),
            TrapKind.Unavailable => Gateway(503),
            TrapKind.GatewayTimeoutBefore => Gateway(504),
            TrapKind.LostRequest => Gateway(504) with { Delivery = WireDelivery.Never },
            TrapKind.CutBefore => Gateway(504) with { Delivery = WireDelivery.Cut },
            TrapKind.LateArrival => Later(request, wait!.Value),
            _ => Market(trap, wait, request),
        };
    }

    /// <summary>What happens to the exchange around a request that is executed.</summary>
    private WireAnswer Market(Trap trap, TimeSpan? wait, WireRequest request)
    {
        TrapEffects.Before(trap, wire, request, wait);
        Dictionary<ExchangeOrder, bool> before =
            Core.Orders.ToDictionary(order => order, order => order.IsOpen);
        if (trap.Kind is TrapKind.FillBeforeCancel && wire.Subject(request) is { IsOpen: true } open)
        {
            Core.FillNow(open, TrapEffects.Part(open, trap));
        }

        WireAnswer answer = wire.Answer(request);
        TrapEffects.After(trap, Core, before, wait);
        return TrapEffects.Bend(trap, wire, request, answer, wait);
    }

    private WireAnswer Later(WireRequest request, TimeSpan wait)
    {
        Core.Schedule(Core.Now - Core.ClockOffset + wait, () => wire.Answer(request));
        return Gateway(504) with { Delivery = WireDelivery.Never };
    }

    private static WireAnswer Gateway(int status) =>
        new(status, $"<html><body><h1>{status}</h1></body></html>") { ContentType = "text/html" };
}
