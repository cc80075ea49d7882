using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using TradingBase.Desk;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>ledger post</c>: what happened to a venue's account and no fill explains.</summary>
internal static class LedgerCommands
{
    internal static Command Make()
    {
        HostOptions where = new();
        Command ledger = new("ledger", "The desk's books.");
        ledger.Add(Post(where));
        return where.Action(
            ledger, (_, _) => throw new UsageException("ledger: a command was expected, such as post."));
    }

    private static Command Post(HostOptions where)
    {
        PersonOptions person = new();
        Argument<string> id = new("id") { Description = "Names it: the same id is the same posting." };
        Option<string> venue = new("--venue") { Description = "A live venue in use.", Required = true };
        Option<HandPostingKind> kind = new("--kind")
        {
            Description = "deposit, withdrawal, fee, interest, dividend or adjustment.",
            Required = true,
        };
        kind.AcceptOnlyFromAmong(
            [.. Enum.GetNames<HandPostingKind>().Select(JsonNamingPolicy.CamelCase.ConvertName)]);
        Option<string?> currency = new("--currency") { Description = "Of the amount, such as USD." };
        Option<decimal?> amount = CommandOptions.Number(
            "--amount", "Above zero for deposits and withdrawals, else signed as it came in or was taken.");
        Option<string?> instrument = new("--instrument")
        {
            Description = "Whose units, or whose dividend, such as AAPL@us-equities.",
        };
        Option<decimal?> units = CommandOptions.Number(
            "--units", "Of an adjustment in place of an amount: added, or taken away when negative.");
        Option<decimal?> price = CommandOptions.Number(
            "--price", "Quote currency per unit; the average of what is held when left out.");
        return HostOptions.Below(
            new("post", "Posts to a venue's books in your name, once per id.")
            {
                id, venue, kind, currency, amount, instrument, units, price, person.By, person.Why,
            },
            async (given, cancellationToken) =>
            {
                (string by, string why) = person.Read(given);
                HandPosting posting = new(
                    given.GetValue(id)!, given.GetValue(venue)!, given.GetValue(kind), by, why)
                {
                    Currency = given.GetValue(currency),
                    Amount = given.GetValue(amount),
                    Instrument = given.GetValue(instrument) is { } named
                        ? CommandOptions.Instrument("--instrument", named)
                        : null,
                    Units = given.GetValue(units),
                    Price = given.GetValue(price),
                };
                if (posting.Amount is null == posting.Units is null)
                {
                    throw new UsageException("Either --amount or --units was expected.");
                }

                JsonObject body = JsonSerializer.SerializeToNode(posting, Canonical.Options)!.AsObject();
                using HostLine host = where.Open(given);
                JsonObject answer = await host.PostAsync("api/ledger/postings", body, cancellationToken);
                new Output(given.GetValue(where.Json)).Write(answer, (console, said) =>
                    console.MarkupLineInterpolated(
                        $"{posting.Id}: {((bool?)said["posted"] is true ? "posted" : "the books had it")}"));
            });
    }
}
