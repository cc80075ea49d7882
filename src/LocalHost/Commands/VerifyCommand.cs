using System.CommandLine;
using Spectre.Console;
using TradingBase.Desk;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>verify</c>: walks the journal's chains and the ledger's balances.</summary>
internal static class VerifyCommand
{
    internal static Command Make()
    {
        Option<string?> state = CommandOptions.State();
        Option<bool> json = CommandOptions.Json();
        Command command =
            new("verify", "Walks the journal's hash chains and the ledger's balances.") { state, json };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            string file = RunFiles.Find(result.GetValue(state), "--state", "state");
            await using SqliteStateStore store = SqliteStateStore.Open(file);
            StateVerification found = await StateVerifier.Over(store).VerifyAsync(cancellationToken);
            new Output(result.GetValue(json)).Write(found, Show);
            return found.Ok ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static void Show(IAnsiConsole console, StateVerification found)
    {
        console.MarkupLine(found.Ok ? "[green]Everything fits.[/]" : "[red]Something does not fit.[/]");
        console.MarkupLine($"journal  {found.Entries} lines, head {found.Head}");
        console.MarkupLine(
            found.FirstBad is { } bad ? $"first bad line: {Markup.Escape(bad)}" : "no bad line");
        console.MarkupLine(
            found.LedgerBalanced ? "the ledger balances" : "[red]the ledger does not balance[/]");
    }
}
