using TradingBase.Testing;

namespace TradingBase.Execution.Tests;

public sealed class VenueQuotaTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    // Rate (100 - 40) / (10 + 2) = 5 a second.
    private static readonly QuotaBucket Bucket = new("orders", 100, TimeSpan.FromSeconds(10))
    {
        Burst = 40, Reserve = 8, Chunk = 10, LeaseLife = TimeSpan.FromSeconds(1),
        Skew = TimeSpan.FromSeconds(1),
    };

    private readonly ManualClock _clock = new(Start);
    private readonly MemoryStateStore _store = new();

    [Fact]
    public async Task Take_WithinALease_AsksTheStoreOncePerChunk()
    {
        VenueQuota quota = Quota();

        for (int i = 0; i < 30; i++)
        {
            await quota.TakeAsync("orders", 1, QuotaPriority.Normal, default);
        }

        Assert.Equal(3, _store.Submits);
    }

    [Fact]
    public async Task Take_TheReserve_IsForExitsOnly()
    {
        VenueQuota quota = Quota();
        await quota.TakeAsync("orders", 32, QuotaPriority.Normal, default);

        Task normal = quota.TakeAsync("orders", 1, QuotaPriority.Normal, default);
        await Quota().TakeAsync("orders", 8, QuotaPriority.Exit, default);

        Assert.False(normal.IsCompleted);
        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => Quota(TimeSpan.FromMilliseconds(10)).TakeAsync("orders", 1, QuotaPriority.Exit, default));
        Assert.Equal(TimeSpan.FromSeconds(0.2), refused.RetryAfter);
    }

    [Fact]
    public async Task Take_AnEmptyBucket_WaitsUntilTheClockHasFilledIt()
    {
        VenueQuota quota = Quota();
        await quota.TakeAsync("orders", 32, QuotaPriority.Normal, default);

        Task taken = quota.TakeAsync("orders", 10, QuotaPriority.Normal, default);
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        await Task.Yield();
        Assert.False(taken.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await taken;
    }

    [Fact]
    public async Task Take_ACrashedProcessLease_RunsOutForAllClocksBeforeItsRoomIsFilled()
    {
        await Quota().TakeAsync("orders", 1, QuotaPriority.Normal, default);

        // Ten are leased until second 1, and forgotten at second 3: until then 30 fill the bucket.
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        await Assert.ThrowsAsync<VenueUnavailableException>(
            () => Quota(TimeSpan.FromMilliseconds(10)).TakeAsync("orders", 31, QuotaPriority.Exit, default));
        _clock.Advance(TimeSpan.FromSeconds(0.4));

        await Quota().TakeAsync("orders", 31, QuotaPriority.Exit, default);
    }

    [Fact]
    public async Task Return_WhatWasNotUsed_IsThereForOthersAtOnce()
    {
        VenueQuota quota = Quota();
        await quota.TakeAsync("orders", 3, QuotaPriority.Normal, default);

        await quota.ReturnAsync(default);

        await Quota().TakeAsync("orders", 37, QuotaPriority.Exit, default);
        await Assert.ThrowsAsync<VenueUnavailableException>(
            () => Quota(TimeSpan.FromMilliseconds(10)).TakeAsync("orders", 1, QuotaPriority.Exit, default));
    }

    [Fact]
    public async Task Pause_OfOneProcess_MakesEverybodyWait()
    {
        VenueQuota one = Quota();
        await one.PauseAsync(Start.AddSeconds(3), default);

        Task exit = Quota().TakeAsync("orders", 1, QuotaPriority.Exit, default);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        await Task.Yield();
        Assert.False(exit.IsCompleted);
        VenueUnavailableException refused = await Assert.ThrowsAsync<VenueUnavailableException>(
            () => Quota(TimeSpan.FromMilliseconds(10)).TakeAsync("orders", 1, QuotaPriority.Normal, default));
        Assert.Equal(TimeSpan.FromMilliseconds(100), refused.RetryAfter);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await exit;
    }

    [Fact]
    public async Task Learn_LessThanThought_IsBelieved()
    {
        VenueQuota quota = Quota();
        await quota.LearnAsync("orders", 5, default);

        await Quota().TakeAsync("orders", 5, QuotaPriority.Exit, default);

        await Assert.ThrowsAsync<VenueUnavailableException>(
            () => Quota(TimeSpan.FromMilliseconds(10)).TakeAsync("orders", 1, QuotaPriority.Exit, default));
    }

    [Fact]
    public async Task Learn_MoreThanTheBurst_WritesNothing()
    {
        await Quota().LearnAsync("orders", 40, default);

        Assert.Equal(0, _store.Submits);
    }

    [Fact]
    public async Task Take_WithoutTheStore_LetsExitsGoAndNobodyElse()
    {
        _store.BeforeSubmit = (_, _) => throw new StateUnavailableException("memory", "It is unplugged.");

        await Quota().TakeAsync("orders", 1, QuotaPriority.Exit, default);

        await Assert.ThrowsAsync<StateUnavailableException>(
            () => Quota().TakeAsync("orders", 1, QuotaPriority.Normal, default));
    }

    [Fact]
    public async Task Take_AfterALostAnswerOfTheStore_GivesNothingBackTwice()
    {
        VenueQuota quota = Quota();
        await quota.TakeAsync("orders", 1, QuotaPriority.Normal, default);
        _store.BeforeSubmit = (_, _) => throw new StateUnavailableException("memory", "It is unplugged.");
        await Assert.ThrowsAsync<StateUnavailableException>(
            () => quota.TakeAsync("orders", 12, QuotaPriority.Normal, default));
        _store.BeforeSubmit = (_, _) => Task.CompletedTask;

        await quota.ReturnAsync(default);

        await Quota().TakeAsync("orders", 30, QuotaPriority.Exit, default);
        await Assert.ThrowsAsync<VenueUnavailableException>(
            () => Quota(TimeSpan.FromMilliseconds(10)).TakeAsync("orders", 1, QuotaPriority.Exit, default));
    }

    [Fact]
    public async Task Take_MoreThanTheBucketHolds_IsTheCallersFault() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Quota().TakeAsync("orders", 41, QuotaPriority.Exit, default));

    private VenueQuota Quota(TimeSpan? patience = null) => new("venue", [Bucket], _store, _clock, patience);
}
