using System.CommandLine;
using System.CommandLine.Parsing;
using TradingBase.LocalHost.Bench.Crashes;
using TradingBase.LocalHost.Commands;
using TradingBase.LocalHost.Commands.Desk;
using TradingBase.LocalHost.Commands.Auditing;
using TradingBase.LocalHost.Commands.Instances;

// Before the commands are made: how soon a killed engine goes on is measured from here.
if (args is [CrashWorker.Command, { } store, { } record])
{
    return await CrashWorker.RunAsync(store, record);
}

RootCommand root = new("TradingBase.Functions: a serverless trading desk, whole on this machine.")
{
    DemoCommand.Make(),
    CycleCommand.Make(),
    ServeCommand.Make(),
    VerifyCommand.Make(),
    ReconcileCommand.Make(),
    JournalCommand.Make(),
    ReplayCommand.Make(),
    InstancesCommand.Make(),
    DataCommand.Make(),
    BenchCommand.Make(),
};

foreach (Command command in (Command[])
[
    .. StateCommands.Make(), KillCommand.Make(), LimitCommands.Make(), SuspensionCommands.Make(),
    .. OrderCommands.Make(), LedgerCommands.Make(),
])
{
    root.Add(command);
}

ParseResult asked = root.Parse(args);
if (asked.Errors.Count == 0)
{
    return await asked.InvokeAsync();
}

foreach (ParseError error in asked.Errors)
{
    await Output.Notes.WriteLineAsync(error.Message);
}

await Output.Notes.WriteLineAsync("dotnet run --project src/LocalHost -- --help shows the commands.");
return ExitCode.WrongUsage;
