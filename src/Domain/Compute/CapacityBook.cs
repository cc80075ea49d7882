namespace TradingBase.Compute;

/// <summary>What each endpoint still takes of its limits, known before it is asked.</summary>
/// <remarks>
/// A call takes its worst case, all that it may write, and gives the rest back when it is settled: as
/// providers count. Within any window this process never takes more than a limit. Other users of a key are
/// known by what the endpoint's answers say. A day is the last twenty-four hours, which is within any
/// provider's day. Thread-safe, a lock for each endpoint; nothing is allocated after it was made. Endpoints
/// are known by their place in the table.
/// </remarks>
public sealed class CapacityBook
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Line[] _lines;

    /// <summary>Opens a book in which nothing is used.</summary>
    /// <param name="limits">Each endpoint's, by its place in the table.</param>
    public CapacityBook(IReadOnlyList<EndpointLimits> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _lines = [.. limits.Select(limit => new Line(limit))];
    }

    /// <summary>Takes room for the worst case of a call, or none at all.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="inputTokens">Tokens that it reads, as estimated; zero or more.</param>
    /// <param name="maxOutputTokens">Tokens that it may write at most; zero or more.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ticket">What was taken.</param>
    /// <returns>False when some limit has too little left.</returns>
    public bool TryReserve(
        int endpoint, int inputTokens, int maxOutputTokens, DateTimeOffset now, out CapacityTicket ticket)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(maxOutputTokens);
        ticket = new(endpoint, inputTokens, maxOutputTokens, now);
        Line line = _lines[endpoint];
        lock (line.Gate)
        {
            long ticks = now.UtcTicks;
            foreach (Bound bound in line.Bounds)
            {
                if (bound.Window.Room(ticks) < AmountOf(bound.Kind, ticket))
                {
                    return false;
                }
            }

            foreach (Bound bound in line.Bounds)
            {
                bound.Window.Take(AmountOf(bound.Kind, ticket), ticks);
            }
        }

        return true;
    }

    /// <summary>Puts what a call used in place of its worst case.</summary>
    /// <param name="ticket">What it had taken.</param>
    /// <param name="usage">
    /// What it used: a failed call nothing but itself. Cached input is free of the limit on input, not of the
    /// total.
    /// </param>
    /// <param name="now">UTC.</param>
    public void Settle(in CapacityTicket ticket, in InferenceUsage usage, DateTimeOffset now)
    {
        Line line = _lines[ticket.Endpoint];
        CapacityTicket used = ticket with
        {
            InputTokens = usage.InputTokens - usage.CachedInputTokens,
            MaxOutputTokens = usage.OutputTokens,
        };
        lock (line.Gate)
        {
            foreach (Bound bound in line.Bounds)
            {
                long cached = bound.Kind is RoomKind.Tokens ? usage.CachedInputTokens : 0;
                Correct(bound.Window, AmountOf(bound.Kind, ticket), AmountOf(bound.Kind, used) + cached);
            }
        }

        void Correct(CapacityWindow window, long taken, long amount)
        {
            if (amount > taken)
            {
                window.Take(amount - taken, now.UtcTicks);
            }
            else
            {
                window.Return(taken - amount, used.TakenAt.UtcTicks, now.UtcTicks);
            }
        }
    }

    /// <summary>Gives everything back: the call never went out.</summary>
    /// <param name="ticket">What it had taken.</param>
    /// <param name="now">UTC.</param>
    public void Release(in CapacityTicket ticket, DateTimeOffset now)
    {
        Line line = _lines[ticket.Endpoint];
        lock (line.Gate)
        {
            foreach (Bound bound in line.Bounds)
            {
                bound.Window.Return(AmountOf(bound.Kind, ticket), ticket.TakenAt.UtcTicks, now.UtcTicks);
            }
        }
    }

    /// <summary>Takes in what an endpoint said of its room; late readings are aged.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="room">What it said.</param>
    /// <param name="now">UTC.</param>
    public void Learn(int endpoint, EndpointRoom room, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(room);
        Line line = _lines[endpoint];
        lock (line.Gate)
        {
            TakeIn(line.RequestsOf(room), room.Requests);
            TakeIn(line.Input, room.InputTokens);
            TakeIn(line.Output, room.OutputTokens);
            TakeIn(line.Total, room.TotalTokens);
        }

        void TakeIn(CapacityWindow window, RoomReading? reading)
        {
            if (reading is not null)
            {
                window.Learn(reading, room.ReadAt.UtcTicks, now.UtcTicks);
            }
        }
    }

    /// <summary>How much of a kind an endpoint takes on top.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="kind">Any but places, which are not counted here.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Zero or more; <see cref="EndpointRooms.Unlimited"/> without a limit.</returns>
    public int RoomOf(int endpoint, RoomKind kind, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)kind, (int)RoomKind.Places, nameof(kind));
        Line line = _lines[endpoint];
        long room = long.MaxValue;
        lock (line.Gate)
        {
            foreach (Bound bound in line.Bounds)
            {
                room = bound.Kind == kind ? Math.Min(room, bound.Window.Room(now.UtcTicks)) : room;
            }
        }

        return (int)Math.Min(room, EndpointRooms.Unlimited);
    }

    /// <summary>When an endpoint will have room for a call, as far as is known now.</summary>
    /// <returns>Now where it has, UTC; null where the call is larger than a limit.</returns>
    public DateTimeOffset? FreeAt(int endpoint, int inputTokens, int maxOutputTokens, DateTimeOffset now)
    {
        CapacityTicket wanted = new(endpoint, inputTokens, maxOutputTokens, now);
        Line line = _lines[endpoint];
        long at = now.UtcTicks;
        lock (line.Gate)
        {
            foreach (Bound bound in line.Bounds)
            {
                at = Math.Max(at, bound.Window.FreeAt(AmountOf(bound.Kind, wanted), now.UtcTicks));
            }
        }

        return at < DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private static long AmountOf(RoomKind kind, in CapacityTicket ticket) => kind switch
    {
        RoomKind.Requests => 1,
        RoomKind.InputTokens => ticket.InputTokens,
        RoomKind.OutputTokens => ticket.MaxOutputTokens,
        _ => (long)ticket.InputTokens + ticket.MaxOutputTokens,
    };

    private readonly record struct Bound(RoomKind Kind, CapacityWindow Window);

    private sealed class Line
    {
        private readonly CapacityWindow _requests;
        private readonly CapacityWindow _daily;

        internal Line(EndpointLimits limits)
        {
            _requests = new(limits.RequestsPerMinute, Minute);
            _daily = new(limits.RequestsPerDay, TimeSpan.FromDays(1));
            Input = new(limits.InputTokensPerMinute, Minute);
            Output = new(limits.OutputTokensPerMinute, Minute);
            Total = new(limits.TotalTokensPerMinute, Minute);
            List<Bound> bounds =
            [
                new(RoomKind.Requests, _requests), new(RoomKind.Requests, _daily),
                new(RoomKind.InputTokens, Input), new(RoomKind.OutputTokens, Output),
                new(RoomKind.Tokens, Total),
            ];
            if (limits is { EvenRequests: true, RequestsPerMinute: { } most })
            {
                bounds.Add(new(RoomKind.Requests, Part(10)));
                bounds.Add(new(RoomKind.Requests, Part(1)));

                CapacityWindow Part(int seconds) =>
                    new(Math.Max(1, most * seconds / 60), TimeSpan.FromSeconds(seconds));
            }

            Bounds = [.. bounds];
        }

        internal Lock Gate { get; } = new();

        internal Bound[] Bounds { get; }

        internal CapacityWindow Input { get; }

        internal CapacityWindow Output { get; }

        internal CapacityWindow Total { get; }

        // A limit that is whole again only after minutes is none of a minute.
        internal CapacityWindow RequestsOf(EndpointRoom room) =>
            room.Requests?.FullAt - room.ReadAt > 2 * Minute ? _daily : _requests;
    }
}
