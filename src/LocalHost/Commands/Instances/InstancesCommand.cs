using System.CommandLine;
using System.Globalization;
using TradingBase.LocalHost.Engine.Reading;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary><c>instances</c>: sees and steers the engine's instances.</summary>
internal static class InstancesCommand
{
    internal static Command Make()
    {
        InstanceOptions where = new();
        Command command = List(new("instances", "Sees and steers the engine's instances."), where);
        where.AddTo(command);
        command.Add(List(new("list", "Lists instances, the newest first."), where));
        command.Add(ShowCommand.Make(where));
        foreach (Command steering in SteeringCommands.Make(where))
        {
            command.Add(steering);
        }

        return command;
    }

    private static Command List(Command command, InstanceOptions where)
    {
        Option<string?> status = FilterOptions.Status();
        Option<string?> name = FilterOptions.Name();
        Option<string?> prefix = FilterOptions.Prefix();
        Option<int> take = new("--take")
        {
            Description = "How many at most, up to 1,000.",
            DefaultValueFactory = _ => 50,
        };
        Option<string?> token = new("--token") { Description = "Where the former page ended." };
        foreach (Option option in (Option[])[status, name, prefix, take, token])
        {
            command.Options.Add(option);
        }

        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            InstanceFilter filter = new()
            {
                Statuses = FilterOptions.Statuses(result.GetValue(status)),
                Name = result.GetValue(name),
                Prefix = result.GetValue(prefix),
            };
            int most = result.GetValue(take);
            if (most is < 1 or > InstanceReader.MostInstances)
            {
                throw new UsageException($"--take: 1 to {InstanceReader.MostInstances} were expected, "
                    + $"{most} was found.");
            }

            string? after = result.GetValue(token);
            if (after is not null && !long.TryParse(
                after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new UsageException($"--token: '{after}' is no token of a page.");
            }

            using IInstanceDesk desk = where.Open(result);
            InstancePage page = await desk.ListAsync(filter, after, most, cancellationToken);
            new Output(result.GetValue(where.Json)).Write(page, InstanceList.Show);
            return ExitCode.Done;
        }));
        return command;
    }
}
