using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>Alerts are written down once and told until every channel has heard them.</summary>
public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Start = Some.DeskTime;

    private readonly MemoryStateStore _rows = new();
    private readonly StoppingStore _store;
    private readonly Channel _mail = new("mail"), _page = new("page");
    private readonly JournalBook _journal;
    private readonly RecordBook _records;

    public AlertBookTests()
    {
        _store = new(_rows);
        (_journal, _records) = (new(_store), new(_store));
    }

    [Fact]
    public async Task Raise_AgainAtAnotherMoment_KeepsTheFirstAndTellsNobodyAgain()
    {
        await Book().RaiseAsync(Alarm(), default);
        await Book().RaiseAsync(Alarm() with { AtUtc = Start.AddMinutes(1), Message = "Later." }, default);

        Assert.Equal([Alarm()], _mail.Heard);
        Assert.Equal([Alarm()], await _records.ListAsync<Alert>(Alert.RecordKind, null, 10, default));
        Assert.Single(await _journal.ReadAsync("alerts", 1, 10, default));
    }

    [Fact]
    public async Task Raise_StoppedAtAnyCall_IsToldByTheHeartbeatOfTheNextProcess()
    {
        int stops = 0;
        for (int call = 1; ; call++)
        {
            foreach (bool after in new[] { false, true })
            {
                Alert alert = Alarm() with { Id = $"a:{call}:{after}" };
                _store.StopAt(call, after);
                await TryAsync(() => Book().RaiseAsync(alert, default));
                if (!_store.Stopped)
                {
                    Assert.InRange(stops, 10, 100);
                    return;
                }

                stops++;
                _store.GoOn();
                await Book().RaiseAsync(alert with { AtUtc = Start.AddSeconds(9) }, default);
                await Book().RetellAsync(Start.AddMinutes(2), default);
                await Book().RetellAsync(Start.AddMinutes(3), default);

                Alert kept = Assert.Single(
                    await _records.ListAsync<Alert>(Alert.RecordKind, null, 500, default),
                    one => one.Id == alert.Id);
                Assert.Contains(kept, _mail.Heard);
                Assert.Contains(kept, _page.Heard);
                Assert.InRange(_mail.Heard.Count(one => one.Id == alert.Id), 1, 2);
                Assert.Empty(await UntoldAsync());
            }
        }
    }

    [Fact]
    public async Task Retell_AChannelThatWasDown_TellsItAloneAndOnce()
    {
        _page.Deaf = true;
        await Book().RaiseAsync(Alarm(), default);
        Assert.Equal(0, await Book().RetellAsync(Start.AddSeconds(59), default));

        _page.Deaf = false;
        Assert.Equal(1, await Book().RetellAsync(Start.AddMinutes(1), default));
        Assert.Equal(0, await Book().RetellAsync(Start.AddMinutes(9), default));

        Assert.Equal([Alarm()], _mail.Heard);
        Assert.Equal([Alarm()], _page.Heard);
        Assert.Empty(await UntoldAsync());
    }

    [Fact]
    public async Task Retell_AChannelThatStaysDown_WaitsLongerEachTimeAndGivesUpInTheEnd()
    {
        _page.Deaf = true;
        await Book().RaiseAsync(Alarm(), default);
        List<int> minutes = [];
        for (int minute = 0; minute < 3_000; minute++)
        {
            int before = _page.Tried;
            await Book().RetellAsync(Start.AddMinutes(minute), default);
            if (_page.Tried > before)
            {
                minutes.Add(minute);
            }
        }

        Assert.Equal([1, 3, 7, 15, 31, 63, 123, 183], minutes.Take(8));
        Assert.Equal(UntoldAlert.MostAttempts, _page.Tried);
        Assert.Empty(await UntoldAsync());
        Assert.Equal([Alarm()], _mail.Heard);
        Assert.Equal(
            ["alert-raised", "alert-untold", "alert-given-up"],
            (await _journal.ReadAsync("alerts", 1, 10, default)).Select(line => line.Kind));
    }

    [Fact]
    public async Task Retell_ManyAlertsAndADeadChannel_AsksItOnceABeat()
    {
        _page.Deaf = true;
        for (int i = 0; i < 130; i++)
        {
            await Book().RaiseAsync(Alarm() with { Id = $"many:{i}" }, default);
        }

        int before = _page.Tried;
        await Book().RetellAsync(Start.AddHours(1), default);
        Assert.Equal(1, _page.Tried - before);

        _page.Deaf = false;
        int told = 0;
        for (int beat = 1; beat <= 10; beat++)
        {
            int now = await Book().RetellAsync(Start.AddHours(1 + beat), default);
            Assert.InRange(now, 0, 20);
            told += now;
        }

        Assert.Equal(130, told);
        Assert.Equal(130, _mail.Heard.Count);
    }

    [Fact]
    public async Task Raise_WhereNobodyListens_IsLeftForTheHostThatComesNext()
    {
        await new AlertBook(_journal, _records, []).RaiseAsync(Alarm(), default);

        Assert.Equal(1, await Book().RetellAsync(Start.AddMinutes(1), default));
        Assert.Equal([Alarm()], _mail.Heard);
    }

    private static Alert Alarm() => new("alarm:1", "test", AlertSeverity.Warning, "It rang.", Start);

    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StateUnavailableException)
        {
            // The process was stopped here.
        }
    }

    private AlertBook Book() => new(_journal, _records, [_mail, _page]);

    private Task<IReadOnlyList<UntoldAlert>> UntoldAsync() =>
        _records.ListAsync<UntoldAlert>(UntoldAlert.Kind, null, 500, default);

    private sealed class Channel(string name) : IAlertChannel
    {
        public string Name => name;

        public List<Alert> Heard { get; } = [];

        public int Tried { get; private set; }

        public bool Deaf { get; set; }

        public Task TellAsync(Alert alert, CancellationToken cancellationToken)
        {
            Tried++;
            if (Deaf)
            {
                throw new DeafException();
            }

            Heard.Add(alert);
            return Task.CompletedTask;
        }
    }

    private sealed class DeafException() : TradingBaseException("Nobody listened.");
}
