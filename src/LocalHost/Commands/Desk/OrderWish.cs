using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>What a person wants of one order: the arguments that name both, and the question to the
/// host.</summary>
internal sealed class OrderWish
{
    private readonly PersonOptions _person = new();
    private readonly Argument<string> _id = new("id") { Description = "The order's id." };

    /// <summary>Makes a command of it.</summary>
    /// <param name="name">How it is called.</param>
    /// <param name="description">What it does.</param>
    /// <param name="more">Options beside the person and the reason.</param>
    internal Command Command(string name, string description, params Option[] more)
    {
        Command command = new(name, description) { _id, _person.By, _person.Why };
        foreach (Option option in more)
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>Asks the host and shows the answer.</summary>
    /// <param name="where">Which host.</param>
    /// <param name="given">The command line.</param>
    /// <param name="verb">The last part of the route.</param>
    /// <param name="wish">What is wanted, beside who wants it and why.</param>
    /// <param name="say">What people read of the answer, behind the order's id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="UsageException">The id, the person or the reason is missing.</exception>
    internal async Task AskAsync(
        HostOptions where, ParseResult given, string verb, JsonObject wish, Func<JsonObject, string> say,
        CancellationToken cancellationToken)
    {
        (wish["by"], wish["why"]) = _person.Read(given);
        string route = Place(given.GetValue(_id)!, verb);
        using HostLine host = where.Open(given);
        JsonObject answer = await host.PostAsync(route, wish, cancellationToken);
        new Output(given.GetValue(where.Json)).Write(answer, (console, said) =>
            console.MarkupLineInterpolated($"{said.Text("clientOrderId")}: {say(said)}"));
    }

    private static string Place(string id, string verb) => id.Length is > 0 and <= 200
        ? $"api/orders/{Uri.EscapeDataString(id)}/{verb}"
        : throw new UsageException("id: the id of an order was expected.");
}
