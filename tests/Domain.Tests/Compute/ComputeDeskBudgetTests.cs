using TradingBase.Compute;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class ComputeDeskBudgetTests : IDisposable
{
    private readonly ManualClock _clock = new(Some.DeskTime);
    private readonly MemoryStateStore _rows = new();
    private readonly BudgetBook _budgets;

    public ComputeDeskBudgetTests() =>
        _budgets = new([new(InferenceBudget.Desk, 0.005m)], _rows, new(), _clock);

    public void Dispose() => _budgets.Dispose();

    [Fact]
    public async Task Ask_Answered_SpendsWhatWasBilled()
    {
        await Desk(ScriptedProvider.Answering("whole answer"), Some.Endpoint())
            .AskAsync(Some.Request(), default);

        Assert.Equal(0.002m, await SpentAsync());
    }

    [Fact]
    public async Task Ask_TheBudgetIsTooSmallForTheDearOne_AsksWhatCostsNothing()
    {
        ScriptedProvider provider = ScriptedProvider.Answering("whole answer");

        InferenceOutcome outcome = await Desk(
            provider, Some.Endpoint("dear", usdPerMillionOutputTokens: 60m),
            Some.Endpoint("own", inProcess: true)).AskAsync(Some.Request(), default);

        Assert.Equal(("own", true), (outcome.Reply!.Endpoint, outcome.Reply.InProcess));
        Assert.Single(provider.Asked);
    }

    [Fact]
    public async Task Ask_TheBudgetIsTooSmallForAll_SaysWhichAndAsksNobody()
    {
        ScriptedProvider provider = ScriptedProvider.Answering("whole answer");

        InferenceOutcome outcome = await Desk(provider, Some.Endpoint(usdPerMillionOutputTokens: 60m))
            .AskAsync(Some.Request(), default);

        Assert.StartsWith("The budget of desk for ", outcome.Failure, StringComparison.Ordinal);
        Assert.Empty(provider.Asked);
    }

    [Fact]
    public async Task Ask_AStreamThatBreaksOff_SpendsWhatCameAndOneThatSaysNothingSpendsNothing()
    {
        ScriptedProvider provider = new((_, _, _) => Cut(new string('x', 400)));
        await Desk(provider, Some.Endpoint(usdPerMillionInputTokens: 0m)).AskAsync(Some.Request(), default);
        Assert.Equal(0.001m, await SpentAsync());

        await Desk(new((_, _, _) => Cut("")), Some.Endpoint()).AskAsync(Some.Request("other"), default);
        Assert.Equal(0.001m, await SpentAsync());
    }

    private async Task<decimal> SpentAsync()
    {
        await _budgets.FlushAsync(default);
        BudgetStanding standing = Assert.Single(await _budgets.ReadAsync(default));
        Assert.Equal(0m, standing.HeldUsd);
        return standing.SpentUsd;
    }

    private static async IAsyncEnumerable<InferenceChunk> Cut(string text)
    {
        await Task.Yield();
        yield return new(text);
    }

    private ComputeDesk Desk(ScriptedProvider provider, params Endpoint[] endpoints) => new(
        [provider], new(endpoints, new(), _clock), new ReplyBook(_rows), _budgets, new(), _clock);
}
