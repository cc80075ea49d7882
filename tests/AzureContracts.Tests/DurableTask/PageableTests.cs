using Microsoft.DurableTask;

namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class PageableTests
{
    private readonly List<(string? From, int? Size)> _asked = [];

    [Fact]
    public async Task Enumerate_SeveralPages_AsksUntilNoTokenIsLeft()
    {
        List<int> values = [];
        await foreach (int value in Numbers())
        {
            values.Add(value);
        }

        Assert.Equal([0, 1, 2, 3, 4], values);
        Assert.Equal([(null, null), ("2", null), ("4", null)], _asked);
    }

    [Fact]
    public async Task AsPages_TokenAndSize_BeginThere()
    {
        List<string?> tokens = [];
        await foreach (Page<int> page in Numbers().AsPages("2", 10))
        {
            tokens.Add(page.ContinuationToken);
        }

        Assert.Equal(["4", null], tokens);
        Assert.Equal([("2", 10), ("4", 10)], _asked);
    }

    [Fact]
    public async Task Enumerate_Cancelled_HandsTheTokenOn()
    {
        using CancellationTokenSource caller = new();
        await caller.CancelAsync();
        AsyncPageable<int> pages = Pageable.Create<int>((_, cancellation) =>
            Task.FromCanceled<Page<int>>(cancellation));

        await Assert.ThrowsAsync<TaskCanceledException>(async () =>
        {
            await foreach (int value in pages.WithCancellation(caller.Token))
            {
                Assert.Fail($"A cancelled source gave {value}.");
            }
        });
    }

    private AsyncPageable<int> Numbers() => Pageable.Create<int>((from, size, _) =>
    {
        _asked.Add((from, size));
        int first = from is null ? 0 : int.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
        Page<int> page = first < 4 ? new([first, first + 1], $"{first + 2}") : new([first]);
        return Task.FromResult(page);
    });
}
