using System.Text;
using System.Text.RegularExpressions;
using TradingBase.Risk;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>What became of many worlds.</summary>
internal sealed partial class OrderTally
{
    private readonly List<int> _seeds = [];
    private readonly Dictionary<string, int> _ends = [];
    private readonly Dictionary<TrapKind, int> _traps = [];
    private readonly Dictionary<Mishap, int> _mishaps = [];
    private readonly Dictionary<string, int> _families = [];
    private readonly Dictionary<string, int> _kills = [];
    private int _approved;
    private int _arrived;
    private int _trades;
    private int _unknown;

    /// <summary>One text for each seed that fails.</summary>
    internal List<string> Failures { get; } = [];

    /// <summary>What an assertion says.</summary>
    internal string FirstFailure => $"{Failures.Count} of {_seeds.Count} seeds fail. To see one again: "
        + "TRADINGBASE_SEED=<n> dotnet test tests/Simulation.Tests --filter FullyQualifiedName~OrderSim\n"
        + Failures.FirstOrDefault();

    /// <summary>Counts a world that has come to its end.</summary>
    internal void Add(int seed, OrderWorld world)
    {
        _seeds.Add(seed);
        IReadOnlyList<string> faults = world.FindFaults();
        if (faults.Count > 0)
        {
            Failures.Add($"Seed {seed} at {Names(world)}, {world.Approved.Count} orders:\n  "
                + $"{string.Join("\n  ", faults)}\n  traps played: {string.Join("; ", Played(world))}\n"
                + $"  mishaps: {string.Join("; ", world.Met)}");
        }

        _approved += world.Approved.Count;
        _arrived += world.Sites.Sum(site => site.Core.Orders.Count);
        _trades += world.Sites.Sum(site => site.Core.Trades.Count);
        Count(_families, world.Approved.Values.Select(order => order switch
        {
            { Purpose: OrderPurpose.Exit } => "exits",
            { Order.ParentId: not null } => "slices",
            { Order: { Plan: not null, ReplacesId: not null } } => "worked replacements",
            { Order.Plan: not null } => "worked",
            { Order.ReplacesId: not null } => "replacements",
            { NeedsPerson: true } => "for a person",
            _ => "plain",
        }));
        Count(_kills, world.Kills.Select(kill => (kill.Request.Flatten ? "flatten" : "cancel only")
            + (kill.Complete ? ", complete" : ", something is left")));
        _unknown += world.CountUnknown();
        Count(_ends, world.Ends().Select(end => Numbers().Replace(end, "#")));
        Count(_traps, Played(world).Select(trap => trap.Kind));
        Count(_mishaps, world.Met.Select(met => met.Kind));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_seeds.Count == 0)
        {
            return "No seed is here.";
        }

        StringBuilder text = new();
        text.Append(null, $"Seeds {_seeds[0]} to {_seeds[^1]}, {_seeds.Count} in all: {_approved} orders ")
            .Append(null, $"approved, {_arrived} at the venue with {_trades} trades; ")
            .Append(null, $"{_unknown} were Unknown and were resolved; ")
            .Append(null, $"traps {_traps.Values.Sum()}, mishaps {_mishaps.Values.Sum()}.");
        foreach (string failure in Failures)
        {
            text.Append('\n').Append(failure);
        }

        Write(text, "Orders approved", _families);
        Write(text, "Kills", _kills);
        Write(text, "Orders ended", _ends);
        Write(text, "Traps played", _traps);
        Write(text, "Mishaps met", _mishaps);
        return text.ToString();
    }

    private static string Names(OrderWorld world) =>
        string.Join(" and ", world.Desk.Venues.Select(venue => venue.Kind));

    private static IEnumerable<Trap> Played(OrderWorld world) =>
        world.Sites.SelectMany(site => site.Wire.Played);

    private static void Count<TKey>(Dictionary<TKey, int> counts, IEnumerable<TKey> met)
        where TKey : notnull
    {
        foreach (TKey one in met)
        {
            counts[one] = counts.GetValueOrDefault(one) + 1;
        }
    }

    private static void Write<TKey>(StringBuilder text, string what, Dictionary<TKey, int> counts)
        where TKey : notnull
    {
        text.Append(null, $"\n{what}:");
        foreach ((TKey one, int count) in counts.OrderByDescending(pair => pair.Value))
        {
            text.Append(null, $"\n{count,8} {one}");
        }
    }

    [GeneratedRegex(@"[a-z2-7]{28}|[0-9][0-9.:TZ-]*")]
    private static partial Regex Numbers();
}
