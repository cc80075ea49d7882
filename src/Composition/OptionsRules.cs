using System.Globalization;
using TradingBase.Composition.Options;
using TradingBase.Composition.Schema;
using TradingBase.Compute;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Composition;

/// <summary>What a schema cannot say of options: which names the roster knows, and what needs what.</summary>
internal static class OptionsRules
{
    /// <summary>Finds every mistake.</summary>
    /// <param name="options">Their types and bounds are right; empty names were objected to before.</param>
    internal static IEnumerable<ConfigurationMistake> FindMistakes(TradingBaseOptions options)
    {
        RosterNames known = RosterNames.Known;
        return
        [
            .. Unknown("$.markets[{0}].name", options.Markets.Select(market => market.Name), known.Markets),
            .. Again("$.markets[{0}].name", options.Markets.Select(market => market.Name)),
            .. Unknown("$.analysts[{0}]", options.Analysts, known.Analysts),
            .. Unknown("$.strategy.name", [options.Strategy.Name], known.Strategies),
            .. Unknown(
                "$.compute.endpoints[{0}].provider",
                options.Compute.Endpoints.Select(endpoint => endpoint.Provider),
                known.Providers),
            .. Again(
                "$.compute.endpoints[{0}].name", options.Compute.Endpoints.Select(endpoint => endpoint.Name)),
            .. Budgets(options.Compute, known),
            .. Again(
                "$.compute.budgets[{0}].account", options.Compute.Budgets.Select(budget => budget.Account)),
            .. ComputeRules.FindMistakes(options, known),
            .. Unknown("$.data.kind", [options.Data.Kind], known.Feeds),
            .. Unknown("$.brokers[{0}].kind", options.Brokers.Select(broker => broker.Kind), known.Brokers),
            .. Again("$.brokers[{0}].kind", options.Brokers.Select(broker => broker.Kind)),
            .. options.Brokers.Index().SelectMany(broker => Unknown(
                $"$.brokers[{broker.Index}].markets[{{0}}]", broker.Item.Markets, known.Markets)),
            .. BrokerRules.FindMistakes(options),
            .. Needs(options.Data),
            .. Order(options.Risk),
            .. Unknown("$.paper.costs[{0}].name", options.Paper.Costs.Select(one => one.Name), known.Markets),
            .. Again("$.paper.costs[{0}].name", options.Paper.Costs.Select(one => one.Name)),
            .. Fees(options.Paper),
            .. Unknown("$.risk.markets", options.Risk.Markets.Keys, known.Markets),
            .. LimitRules.FindMistakes(options, known),
            .. Order(options.Guard),
        ];
    }

    internal static IEnumerable<ConfigurationMistake> Unknown(
        string path, IEnumerable<string> names, IReadOnlyDictionary<string, Type> known) =>
        names
            .Select((name, index) => (Name: name, Path: string.Format(null, path, index)))
            .Where(entry => entry.Name.Length > 0 && !known.ContainsKey(entry.Name))
            .Select(entry => new ConfigurationMistake(
                entry.Path, $"\"{SchemaWords.Shorten(entry.Name)}\"", SchemaWords.OneOf(known.Keys)));

    // Whoever bounds a market or an analyst shall not lose the bound of all by it.
    private static IEnumerable<ConfigurationMistake> Budgets(ComputeSection compute, RosterNames known)
    {
        string[] accounts =
        [
            InferenceBudget.Desk,
            .. known.Markets.Keys.Select(InferenceBudget.OfMarket),
            .. known.Analysts.Keys.Select(InferenceBudget.OfAnalyst),
        ];
        foreach ((int index, BudgetSection budget) in compute.Budgets.Index())
        {
            if (!accounts.Contains(budget.Account))
            {
                yield return new(
                    string.Create(CultureInfo.InvariantCulture, $"$.compute.budgets[{index}].account"),
                    $"\"{SchemaWords.Shorten(budget.Account)}\"", SchemaWords.OneOf(accounts));
            }
        }

        if (compute.Budgets.All(budget => budget.Account != InferenceBudget.Desk))
        {
            yield return new("$.compute.budgets", "no budget of desk", "one whose account is desk");
        }
    }

    private static IEnumerable<ConfigurationMistake> Again(string path, IEnumerable<string> names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return names
            .Select((name, index) => (Name: name, Path: string.Format(null, path, index)))
            .Where(entry => entry.Name.Length > 0 && !seen.Add(entry.Name))
            .Select(entry => new ConfigurationMistake(
                entry.Path, $"\"{SchemaWords.Shorten(entry.Name)}\" again", "each name once"));
    }

    private static IEnumerable<ConfigurationMistake> Needs(DataSection data) => data switch
    {
        { Kind: "csv", Folder: null } =>
            [new("$.data.folder", "nothing", "a folder, since $.data.kind is csv")],
        { To: { } to } when to < data.From =>
            [new("$.data.to", $"\"{to:yyyy-MM-dd}\"", $"no day before $.data.from, {data.From:yyyy-MM-dd},")],
        _ => [],
    };

    private static IEnumerable<ConfigurationMistake> Fees(PaperSection paper)
    {
        FeeBook book = new(paper.Fees);
        return paper.Costs
            .Select((costs, index) => (costs.Fees, Path: $"$.paper.costs[{index}].fees"))
            .Where(entry => entry.Fees is { } name && !book.Knows(name))
            .Select(entry => new ConfigurationMistake(
                entry.Path, $"\"{SchemaWords.Shorten(entry.Fees!)}\"",
                SchemaWords.OneOf(book.Names)));
    }

    private static IEnumerable<ConfigurationMistake> Order(RiskLimits risk) =>
        risk.HardOrderNotional < risk.MaxOrderNotional
            ? [new(
                "$.risk.hardOrderNotional",
                risk.HardOrderNotional.ToString(CultureInfo.InvariantCulture),
                "at least $.risk.maxOrderNotional")]
            : [];

    private static IEnumerable<ConfigurationMistake> Order(GuardOptions guard) =>
        guard.HaltAfter < guard.ReduceAfter
            ? [new("$.guard.haltAfter", $"\"{guard.HaltAfter:c}\"", "at least $.guard.reduceAfter")]
            : [];
}
