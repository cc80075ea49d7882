namespace TradingBase.Compute;

/// <summary>Says why a row cannot answer.</summary>
internal static class RouteObstacles
{
    /// <summary>All that stands in the way of a request at a row.</summary>
    internal static RouteObstacle Of(
        EndpointTable table, int row, in RouteQuestion question, DateTimeOffset now)
    {
        RouteObstacle found = RouteObstacle.None;
        if ((question.Allowed >> row & 1) == 0)
        {
            found |= RouteObstacle.NotAllowed;
        }

        if (table.ClosedUntil(row) > now.UtcTicks)
        {
            found |= RouteObstacle.Closed;
        }

        RoomKind[] kinds = Enum.GetValues<RoomKind>();
        Span<int> needs = stackalloc int[kinds.Length];
        EndpointRooms.Needs(question, needs);
        foreach (RoomKind kind in kinds)
        {
            if (table.Rooms.Left(row, kind) < needs[(int)kind])
            {
                found |= kind switch
                {
                    RoomKind.Places => RouteObstacle.NoPlace,
                    RoomKind.Requests => RouteObstacle.NoRequest,
                    RoomKind.InputTokens => RouteObstacle.NoInputTokens,
                    RoomKind.OutputTokens => RouteObstacle.NoOutputTokens,
                    _ => RouteObstacle.NoTokens,
                };
            }
        }

        return found;
    }
}
