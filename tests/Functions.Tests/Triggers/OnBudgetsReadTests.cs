using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Compute;
using TradingBase.Functions.Triggers;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class OnBudgetsReadTests
{
    [Fact]
    public async Task Read_ABudgetThatWasUsed_SaysLimitSpentHeldAndFree()
    {
        await using BudgetBook book = new(
            [new(InferenceBudget.Desk, 10m)], new MemoryStateStore(), new(), new ManualClock(Some.DeskTime));
        (await book.ReserveAsync(Some.Request(), 2m, default)).Reservation!.Settle(1.5m);
        await book.FlushAsync(default);
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };

        await (await new OnBudgetsRead(book).RunAsync(context.Request, default)).ExecuteAsync(context);

        JsonNode budget = Assert.Single(JsonNode.Parse(body.ToArray())!["budgets"]!.AsArray())!;
        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal(
            ("desk", 10m, 1.5m, 0m, 8.5m),
            ((string)budget["account"]!, (decimal)budget["limitUsd"]!, (decimal)budget["spentUsd"]!,
                (decimal)budget["heldUsd"]!, (decimal)budget["freeUsd"]!));
    }
}
