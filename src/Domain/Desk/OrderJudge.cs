using System.Globalization;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Judges orders against everything that is held and open, and opens what passes.</summary>
/// <param name="gate">The rules.</param>
/// <param name="situations">What orders are judged against.</param>
/// <param name="register">What is open; a judgement and what it opens are one change of it.</param>
/// <param name="records">Has the proposals, keeps the verdicts.</param>
/// <param name="catalog">Knows which market is open when a slice comes.</param>
/// <remarks>
/// The first verdict stands: whoever judges a second time, or comes late, gets it and changes nothing.
/// </remarks>
public sealed class OrderJudge(
    RiskGate gate, SituationReader situations, ExposureRegister register, IRecordStore records,
    MarketCatalog catalog)
{
    /// <summary>Orders that are judged and opened together; a change of the store takes 100 rows.</summary>
    public const int MostTogether = 40;

    /// <summary>Kind of the records of verdicts on slices.</summary>
    internal const string SliceKind = "slice-verdict";

    private const string ReplacementKind = "replacement-verdict";
    private const string ExitKind = "exit-verdict";

    /// <summary>Judges a cycle's proposal.</summary>
    /// <param name="cycleId">Which cycle.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The verdict that stands, in the proposal's order.</returns>
    /// <exception cref="StateContentionException">Other processes were faster each time.</exception>
    public async Task<CycleVerdict> JudgeAsync(
        string cycleId, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        CycleVerdict? kept = await FindAsync(CycleVerdict.Kind, cycleId, cancellationToken);
        if (kept is null)
        {
            CycleProposal proposal = await ProposalAsync(cycleId, cancellationToken);
            kept = await JudgePartsAsync(cycleId, deskTime, proposal, cancellationToken) is { } made
                ? await records.KeepFirstAsync(CycleVerdict.Kind, cycleId, made, cancellationToken)
                : await FindAsync(CycleVerdict.Kind, cycleId, cancellationToken)
                    ?? throw new InvalidOperationException($"Cycle {cycleId} lost its verdict.");
        }

        // A run that died before this left them; the verdict knows how many there were.
        int parts = (kept.Verdict.Orders.Count + MostTogether - 1) / MostTogether;
        await register.ForgetAsync(
            Enumerable.Range(0, parts).Select(part => PartId(cycleId, part)), cancellationToken);
        return kept;
    }

    /// <summary>
    /// Judges a slice of an order that is open: what passes takes its quantity out of that order's.
    /// </summary>
    /// <param name="cycleId">The parent's cycle.</param>
    /// <param name="slice">Names its parent.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The first verdict on that slice.</returns>
    /// <exception cref="ArgumentException">
    /// It is no slice, or trades something else than its parent.
    /// </exception>
    /// <exception cref="StateContentionException">Other processes were faster each time.</exception>
    public async Task<OrderVerdict> JudgeSliceAsync(
        string cycleId, ProposedOrder slice, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(slice);
        Check.NotBlank(slice.ParentId ?? string.Empty);
        return await JudgeOneAsync(SliceKind, cycleId, slice, deskTime, JudgeSliceAsync, cancellationToken);
    }

    /// <summary>Judges an order that takes the place of one that has ended.</summary>
    /// <param name="cycleId">The old order's cycle.</param>
    /// <param name="order">Names the order whose place it takes.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The first verdict on that order.</returns>
    /// <exception cref="ArgumentException">It takes no order's place.</exception>
    /// <exception cref="StateContentionException">Other processes were faster each time.</exception>
    public Task<OrderVerdict> JudgeReplacementAsync(
        string cycleId, ProposedOrder order, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        Check.NotBlank(order.ReplacesId ?? string.Empty);
        return JudgeOneAsync(
            ReplacementKind, cycleId, order, deskTime,
            async (cycle, proposal, moment, open, cancellation) => open.Any(one => one.Id == order.ReplacesId)
                ? throw new InvalidOperationException($"Order {order.ReplacesId} is open still.")
                : await JudgeAsync(cycle, proposal, moment, open, cancellation),
            cancellationToken);
    }

    /// <summary>Finds the verdict on an order that takes another one's place, so that it stands.</summary>
    /// <param name="clientOrderId">The new order.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Null when it was never judged.</returns>
    public async Task<OrderVerdict?> FindReplacementAsync(
        string clientOrderId, CancellationToken cancellationToken) =>
        (await FindJudgedAsync(ReplacementKind, clientOrderId, cancellationToken))?.Verdict.Orders[0];

    /// <summary>Judges orders that do nothing but close positions.</summary>
    /// <param name="exitId">Names the batch: the first verdict of a name stands.</param>
    /// <param name="proposal">The exits with what is known of their instruments.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The verdict that stands, in the proposal's order.</returns>
    /// <exception cref="StateContentionException">Other processes were faster each time.</exception>
    public async Task<RiskVerdict> JudgeExitsAsync(
        string exitId, CycleProposal proposal, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        CycleVerdict kept = await JudgeOnceAsync(
            ExitKind, exitId,
            open => JudgeAsync(exitId, proposal, deskTime, open, cancellationToken, exits: true),
            cancellationToken);
        return kept.Verdict;
    }

    /// <summary>Finds what was judged under a name, so that a second run opens nothing else.</summary>
    /// <param name="exitId">Names the batch.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Null when nothing was.</returns>
    public async Task<RiskVerdict?> FindExitsAsync(string exitId, CancellationToken cancellationToken) =>
        (await FindJudgedAsync(ExitKind, exitId, cancellationToken))?.Verdict;

    private async Task<OrderVerdict> JudgeOneAsync(
        string kind, string cycleId, ProposedOrder order, DateTimeOffset deskTime,
        Func<string, CycleProposal, DateTimeOffset, IReadOnlyList<OpenOrder>, CancellationToken,
            Task<Reservation>> judge,
        CancellationToken cancellationToken)
    {
        CycleVerdict kept = await JudgeOnceAsync(
            kind, order.ClientOrderId,
            async open =>
            {
                CycleProposal proposal = Now(
                    await ProposalAsync(cycleId, cancellationToken), order, deskTime);
                return await judge(cycleId, proposal, deskTime, open, cancellationToken);
            },
            cancellationToken);
        return kept.Verdict.Orders[0];
    }

    private async Task<CycleVerdict> JudgeOnceAsync(
        string kind, string id, Func<IReadOnlyList<OpenOrder>, Task<Reservation>> judge,
        CancellationToken cancellationToken)
    {
        CycleVerdict? kept = await FindAsync(kind, id, cancellationToken);
        if (kept is null)
        {
            CycleVerdict? made = await register.ReserveAsync(
                $"{kind}:{id}",
                async open => await FindAsync(kind, id, cancellationToken) is null ? await judge(open) : null,
                cancellationToken);
            kept = made is null
                ? (await FindAsync(kind, id, cancellationToken))!
                : await records.KeepFirstAsync(kind, id, made, cancellationToken);
        }

        await register.ForgetAsync([$"{kind}:{id}"], cancellationToken);
        return kept;
    }

    private async Task<CycleVerdict?> FindJudgedAsync(
        string kind, string id, CancellationToken cancellationToken)
    {
        CycleVerdict? kept = await FindAsync(kind, id, cancellationToken);
        if (kept is null)
        {
            // Whoever was stopped after it opened the orders has left their verdict in the register.
            CycleVerdict? left = await register.ReserveAsync(
                $"{kind}:{id}", _ => Task.FromResult<Reservation?>(null), cancellationToken);
            kept = left is null
                ? await FindAsync(kind, id, cancellationToken)
                : await records.KeepFirstAsync(kind, id, left, cancellationToken);
        }

        await register.ForgetAsync(kept is null ? [] : [$"{kind}:{id}"], cancellationToken);
        return kept;
    }

    private static string PartId(string cycleId, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{cycleId}:{part:D4}");

    // Null when another run has kept the verdict meanwhile.
    private async Task<CycleVerdict?> JudgePartsAsync(
        string cycleId, DateTimeOffset deskTime, CycleProposal proposal, CancellationToken cancellationToken)
    {
        if (proposal.Orders.Count == 0)
        {
            RiskSituation situation = await situations.ReadAsync(deskTime, proposal, [], cancellationToken);
            return new(situation.State, new([]));
        }

        List<CycleVerdict> parts = [];
        foreach (ProposedOrder[] orders in proposal.Orders.Chunk(MostTogether))
        {
            CycleProposal part = proposal with { Orders = orders };
            CycleVerdict? judged = await register.ReserveAsync(
                PartId(cycleId, parts.Count),
                // Parts are forgotten only after the whole was kept: without a part, this is the answer.
                async open => await FindAsync(CycleVerdict.Kind, cycleId, cancellationToken) is null
                    ? await JudgeAsync(cycleId, part, deskTime, open, cancellationToken)
                    : null,
                cancellationToken);
            if (judged is null)
            {
                return null;
            }

            parts.Add(judged);
        }

        return new(
            parts.Max(part => part.State), new([.. parts.SelectMany(part => part.Verdict.Orders)]));
    }

    private async Task<Reservation> JudgeAsync(
        string cycleId, CycleProposal part, DateTimeOffset deskTime, IReadOnlyList<OpenOrder> open,
        CancellationToken cancellationToken, bool exits = false)
    {
        RiskSituation situation = await situations.ReadAsync(deskTime, part, open, cancellationToken);
        RiskVerdict verdict = exits
            ? gate.JudgeExits(part.Orders, situation)
            : gate.Judge(part.Orders, situation);
        return new(
            new(situation.State, verdict),
            [
                .. verdict.Orders.Select(order => order.Approved).OfType<ApprovedOrder>()
                    .Select(order => OpenOrder.Of(cycleId, order)),
            ],
            []);
    }

    private async Task<Reservation> JudgeSliceAsync(
        string cycleId, CycleProposal proposal, DateTimeOffset deskTime, IReadOnlyList<OpenOrder> open,
        CancellationToken cancellationToken)
    {
        ProposedOrder slice = proposal.Orders[0];
        OpenOrder? parent = open.FirstOrDefault(order => order.Id == slice.ParentId);
        if (parent is not null
            && (parent.Order.Order.Instrument.Id != slice.Instrument.Id
                || parent.Order.Order.Side != slice.Side))
        {
            throw new ArgumentException(
                $"Slice {slice.ClientOrderId} trades something else than its parent {parent.Id}.");
        }

        RuleReading reading = WithinParent(slice, parent);
        if (parent is null || !reading.Passed)
        {
            RiskSituation denied = await situations.ReadAsync(deskTime, proposal, open, cancellationToken);
            return new(new(denied.State, new([new(slice, null, [reading])])), [], []);
        }

        // What the slice takes is not its parent's any more: both together are what the parent was.
        OpenOrder rest = parent with { Sliced = parent.Sliced + slice.Quantity };
        Reservation judged = await JudgeAsync(
            cycleId, proposal, deskTime, [.. open.Select(order => order == parent ? rest : order)],
            cancellationToken);
        return judged with { Changed = judged.Opened.Count > 0 ? [rest] : [] };
    }

    private static RuleReading WithinParent(ProposedOrder slice, OpenOrder? parent) => parent is null
        ? new(
            nameof(WithinParent), false, slice.Quantity, 0, "units",
            $"Its parent {slice.ParentId} is not open.")
        : new(
            nameof(WithinParent), slice.Quantity <= parent.Left, slice.Quantity, parent.Left, "units",
            FormattableString.Invariant(
                $"{slice.Quantity} of the {parent.Left} units that are left of {parent.Id}."));

    // It may come hours after its cycle's decision: the market may have opened or closed.
    private CycleProposal Now(CycleProposal proposal, ProposedOrder slice, DateTimeOffset deskTime) =>
        proposal with
        {
            Orders = [slice],
            Outlooks =
            [
                .. proposal.Outlooks.Select(outlook => outlook with
                {
                    MarketOpen = catalog.Find(outlook.Instrument.Id.Market).IsOpen(deskTime),
                }),
            ],
        };

    private Task<CycleVerdict?> FindAsync(string kind, string id, CancellationToken cancellationToken) =>
        records.FindAsync<CycleVerdict>(kind, id, cancellationToken);

    private async Task<CycleProposal> ProposalAsync(string cycleId, CancellationToken cancellationToken) =>
        await records.FindAsync<CycleProposal>(CycleProposal.Kind, cycleId, cancellationToken)
        ?? throw new InvalidOperationException($"Cycle {cycleId} has no proposal.");
}
