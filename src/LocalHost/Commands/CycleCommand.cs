using System.CommandLine;
using System.Globalization;
using TradingBase.Composition;
using TradingBase.Functions.Messages;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>cycle</c>: one cycle now, or as of a moment of recorded data.</summary>
internal static class CycleCommand
{
    internal static Command Make()
    {
        Option<string?> config = CommandOptions.Config();
        Option<string?> data = CommandOptions.Data();
        Option<string?> markets = CommandOptions.Markets();
        Option<string?> asOf = CommandOptions.AsOf();
        Option<string?> store = CommandOptions.Store();
        Option<string?> state = CommandOptions.State();
        Option<bool> json = CommandOptions.Json();
        Command command = new("cycle", "One cycle now, or as of a moment of recorded data.")
        {
            config, data, markets, asOf, store, state, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            TradingBaseOptions options = await CommandOptions.ReadAsync(
                result.GetValue(config), result.GetValue(data), cancellationToken);
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            DateTimeOffset? moment = CommandOptions.Moment(result.GetValue(asOf), now);
            string[] names = Markets.Choose(options, CommandOptions.Split(result.GetValue(markets)));
            string cycleId = moment is { } past
                ? CycleIds.ForMoment(past, names)
                : CycleIds.ForRequest(
                    now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

            // A live cycle trades the desk's own account; one of the past gets an account of its own.
            string run = moment is null ? "desk" : RunFiles.NameOf(cycleId, options);
            RunFiles files = RunFiles.Choose(result.GetValue(store), result.GetValue(state), run);
            return await CycleRunner.RunAsync(
                files, options, new(cycleId, names, moment, "cycle"), new(result.GetValue(json)),
                cancellationToken);
        }));
        return command;
    }
}
