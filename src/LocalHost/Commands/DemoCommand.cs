using System.CommandLine;
using TradingBase.Composition;
using TradingBase.Functions.Messages;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>demo</c>: one whole cycle over simulated markets, without any configuration.</summary>
internal static class DemoCommand
{
    // A Monday evening in New York: shares wait for the next open, everything else trades.
    private static readonly DateTimeOffset Moment = new(2026, 1, 5, 21, 5, 0, TimeSpan.Zero);

    internal static Command Make()
    {
        Option<int> instruments = new("--instruments")
        {
            Description = "Instruments over all markets, 4 to 10,000.", DefaultValueFactory = _ => 12,
        };
        Option<int> seed = new("--seed")
        {
            Description = "Seed of the simulated prices.", DefaultValueFactory = _ => 42,
        };
        Option<string?> store = CommandOptions.Store();
        Option<string?> state = CommandOptions.State();
        Option<bool> json = CommandOptions.Json();
        Command command = new("demo", "One whole cycle on simulated data: what was decided, and why.")
        {
            instruments, seed, store, state, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            TradingBaseOptions options = new();
            options = options with
            {
                Data = options.Data.Around(Moment) with
                {
                    Kind = "simulated",
                    Seed = result.GetValue(seed),
                    Instruments = Within(result.GetValue(instruments)),
                },

                // Tighter than the default, so that a first look shows the gate refusing as well as
                // approving.
                Risk = options.Risk with { MaxOrderNotional = 140_000m },
            };
            string[] markets = ["commodities", "crypto-spot", "fx", "us-equities"];
            string cycleId = CycleIds.ForMoment(Moment, markets);
            RunFiles files = RunFiles.Choose(
                result.GetValue(store), result.GetValue(state), $"demo-{RunFiles.NameOf(cycleId, options)}");
            return await CycleRunner.RunAsync(
                files, options, new(cycleId, markets, Moment, "demo"), new(result.GetValue(json)),
                cancellationToken);
        }));
        return command;
    }

    private static int Within(int instruments) => instruments is >= 4 and <= 10_000
        ? instruments
        : throw new UsageException($"--instruments: 4 to 10,000 were expected, {instruments} was found.");
}
