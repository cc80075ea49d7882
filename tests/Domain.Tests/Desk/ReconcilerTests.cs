using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class ReconcilerTests
{
    private static readonly Reconciler Tight = new(new(), new(Some.Markets()));

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(10, 9.99999999, "AAPL@us-equities is 10 by the books and 9.99999999 at the venue.")]
    [InlineData(0, 3, "AAPL@us-equities is 0 by the books and 3 at the venue.")]
    [InlineData(-3, 0, "AAPL@us-equities is -3 by the books and 0 at the venue.")]
    public void FindBreaks_Units_MustBeEqual(double ours, double theirs, string? reason) =>
        AssertBreak(reason, ReconciliationFindingKind.PositionDiffers, Find(ours: (decimal)ours, theirs: (decimal)theirs));

    [Theory]
    [InlineData(100, 100.01, false)]
    [InlineData(100, 99.99, false)]
    [InlineData(100, 100.0101, true)]
    [InlineData(100, 99.98, true)]
    [InlineData(-37, -37, false)]
    [InlineData(-37, 37, true)]
    public void FindBreaks_AveragePrices_MayDifferByAHundredthOfAPercent(double ours, double theirs, bool breaks) =>
        Assert.Equal(
            breaks ? [ReconciliationFindingKind.PriceDiffers] : [],
            Find(average: (decimal)ours, price: (decimal)theirs).Select(one => one.Kind));

    [Fact]
    public void FindBreaks_AVenueWithoutAverages_ComparesUnitsOnly() =>
        Assert.Empty(Tight.FindBreaks(Ours(10m, 50m), Theirs(new VenuePosition(ReconciliationRig.Apple, 10m, null))));

    [Fact]
    public void FindBreaks_Legs_AreComparedNet()
    {
        Position bought = Held(10m, 100m) with { Leg = PositionLeg.LongSide };
        Position sold = Held(-4m, 90m) with { Leg = PositionLeg.ShortSide };

        Assert.Empty(Tight.FindBreaks(
            Ours(0m, 0m) with { Positions = [bought, sold] },
            Theirs(new VenuePosition(ReconciliationRig.Apple, 6m, 77m))));
    }

    [Theory]
    [InlineData("USD", 100, 100.01, null)]
    [InlineData("USD", 100, 100.011, "Cash is 100 USD by the books and 100.011 at the venue.")]
    [InlineData("BTC", 1, 1.00000001, null)]
    [InlineData("BTC", 1, 1.00000002, "Cash is 1 BTC by the books and 1.00000002 at the venue.")]
    public void FindBreaks_Cash_MayDifferByACent(string currency, double ours, double theirs, string? reason)
    {
        LedgerBalances books = new(
            new Dictionary<string, decimal> { [currency] = (decimal)ours }, [], new Dictionary<string, decimal>());
        VenueAccount account = Theirs() with
        {
            Cash = new Dictionary<string, decimal> { [currency] = (decimal)theirs },
        };

        AssertBreak(reason, ReconciliationFindingKind.CashDiffers, Tight.FindBreaks(books, account));
    }

    [Theory]
    [InlineData(1.5, null)]
    [InlineData(1.4, "BTC is 1.5 by the books and 1.4 at the venue, in all pairs together.")]
    public void FindBreaks_ACoinInTwoPairs_IsComparedTogether(double there, string? reason) =>
        AssertBreak(
            reason, ReconciliationFindingKind.PositionDiffers,
            Tight.FindBreaks(
                Ours(0m, 0m) with { Positions = [Coins("BTCUSD", 1m), Coins("BTCUSDT", 0.5m)] },
                Theirs(new VenuePosition(new("BTCUSDT", "crypto-spot"), (decimal)there, null))));

    [Theory]
    [InlineData(1.999, null)]
    [InlineData(2, "BNB is 1.999 by the books and 2 at the venue, in all pairs together.")]
    public void FindBreaks_AFeeCoinThatIsAPositionToo_CountsTheFees(double there, string? reason) =>
        AssertBreak(
            reason, ReconciliationFindingKind.PositionDiffers,
            Tight.FindBreaks(
                new(
                    new Dictionary<string, decimal> { ["BNB"] = -0.001m }, [Coins("BNBUSDT", 2m)],
                    new Dictionary<string, decimal>()),
                Theirs(new VenuePosition(new("BNBUSDT", "crypto-spot"), (decimal)there, null))));

    [Fact]
    public void FindBreaks_CashOnOneSideOnly_IsFoundOnEither()
    {
        Dictionary<string, decimal> none = [], some = new() { ["EUR"] = 5m };

        Assert.Equal(5m, Assert.Single(Tight.FindBreaks(new(none, [], none), Theirs() with { Cash = some })).Difference);
        Assert.Equal(-5m, Assert.Single(Tight.FindBreaks(new(some, [], none), Theirs())).Difference);
    }

    [Theory]
    [InlineData("0.5", "0.5", "", "", "", "", false, true)]
    [InlineData("0.5", "0.7", "", "", "", "", false, false)]
    [InlineData("0.5", "-", "0.5", "", "", "", false, false)]
    [InlineData("0.5", "0.6", "0.7", "0.8", "0.9", "", false, true)]
    [InlineData("0.5", "0.6", "0.7", "0.8", "", "", false, false)]
    public void Suspect_InARow_CountsTheSameBreakAtTwoAndAnyAtFive(
        string first, string second, string third, string fourth, string fifth, string sixth, bool early, bool late)
    {
        string[] seen = [.. new[] { first, second, third, fourth, fifth, sixth }.Where(one => one.Length > 0)];
        IReadOnlyList<Suspicion> suspicions = [];
        bool before = false;
        for (int i = 0; i < seen.Length; i++)
        {
            before = suspicions.Any(Tight.Counts);
            suspicions = Reconciler.Suspect(
                suspicions, seen[i] == "-" ? [] : [Break(decimal.Parse(seen[i], System.Globalization.CultureInfo.InvariantCulture))],
                Some.DeskTime.AddMinutes(i));
        }

        Assert.Equal((early, late), (before, suspicions.Any(Tight.Counts)));
    }

    [Fact]
    public void CompareOrders_EachSide_IsSortedOut()
    {
        OpenOrder sent = Sent("sent"), ahead = Sent("ahead"), absent = Sent("absent");
        OpenOrder waiting = sent with { Order = Some.ApprovedOrder(Some.Order(id: "waiting")), SentAt = null };
        OpenOrder parent = Sent("parent") with { Sliced = 5m };
        ExternalOrder known = new(VenueTruth.Order("v-known"), Some.DeskTime, 0m);
        ExternalOrder gone = new(VenueTruth.Order("v-gone"), Some.DeskTime, 0m);

        OrderComparison found = Reconciler.CompareOrders(
            [sent, ahead, absent, waiting, parent], [known, gone],
            Theirs() with
            {
                OpenOrders =
                [
                    VenueTruth.Order("v1", "sent"), VenueTruth.Order("v2", "ahead", filled: 3m),
                    VenueTruth.Order("v3", "stranger"), VenueTruth.Order("v4"), VenueTruth.Order("v-known"),
                ],
            });

        Assert.Equal(["v3", "v4"], found.Unknown.Select(order => order.VenueOrderId));
        Assert.Equal([absent], found.Absent);
        Assert.Equal([ahead], found.Ahead);
        Assert.Equal([gone], found.Ended);
    }

    private static void AssertBreak(
        string? reason, ReconciliationFindingKind kind, IReadOnlyList<ReconciliationFinding> found)
    {
        Assert.Equal(reason is null ? [] : [(kind, reason, false)], found.Select(one => (one.Kind, one.Reason, one.Explained)));
    }

    private static IReadOnlyList<ReconciliationFinding> Find(
        decimal ours = 10m, decimal theirs = 10m, decimal average = 100m, decimal price = 100m) =>
        Tight.FindBreaks(
            Ours(ours, average),
            theirs == 0 ? Theirs() : Theirs(new VenuePosition(ReconciliationRig.Apple, theirs, price)));

    private static LedgerBalances Ours(decimal units, decimal average) => new(
        new Dictionary<string, decimal>(), units == 0 ? [] : [Held(units, average)], new Dictionary<string, decimal>());

    private static Position Held(decimal units, decimal average) =>
        new(ReconciliationRig.Apple, "USD", 1m, units, average, average, Some.DeskTime);

    private static Position Coins(string symbol, decimal units) =>
        new(new(symbol, "crypto-spot"), "USDT", 1m, units, 100m, 100m, Some.DeskTime);

    private static VenueAccount Theirs(params VenuePosition[] held) =>
        new("kraken", Some.DeskTime, [], [], held, new Dictionary<string, decimal>());

    private static ReconciliationFinding Break(decimal difference) => new(
        ReconciliationFindingKind.CashDiffers, "USD", Explained: false, "A break of a test.", difference);

    private static OpenOrder Sent(string id) =>
        OpenOrder.Of("cycle-1", Some.ApprovedOrder(Some.Order(id: id))) with
        {
            Status = OrderStatus.Accepted, SentAt = Some.DeskTime,
        };
}
