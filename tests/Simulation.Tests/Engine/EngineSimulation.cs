using TradingBase.LocalHost.Engine;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>
/// The real engine, from one seed and in one thread: the seed decides what happens next, turn by turn, first
/// with faults and crashes and then without until all is quiet. The same seed gives the same trace.
/// </summary>
internal sealed partial class EngineSimulation : IDisposable
{
    private const int MostTurns = 100_000;

    private readonly Planted _planted;
    private readonly Random _random;
    private readonly ProgramMaker _maker;
    private readonly VirtualTime _time = new();
    private readonly string _folder = Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"tradingbase-{Guid.NewGuid():N}");
    private readonly Observer _observer;
    private readonly ClientDesk _desk;
    private readonly EngineOptions _options;
    private readonly SimulatedDisk? _disk;
    private readonly int[] _weights;
    private EngineLife _life = null!;
    private int _lives;
    private int _starts;
    private int _turn;

    internal EngineSimulation(int seed, Planted planted = Planted.None)
    {
        _planted = planted;
        _random = new(seed);
        _maker = new(_random);
        Trace = new(_folder);
        _observer = new(_time, Trace);
        _desk = new(_observer, Trace, planted is Planted.AcknowledgesEarly);
        _options = new()
        {
            ReplayAlways = seed % 2 == 0,
            MaxActivities = _random.Next(1, 9),
            MaxOrchestrations = _random.Next(1, 4),
            MaxInstancesInMemory = _random.Next(2) == 0 ? _random.Next(1, 5) : 10_000,
            MaximumTimerInterval = _random.Next(4) == 0 ? TimeSpan.FromMinutes(1) : null,

            // Crashes come from outside here and as often as not hit the same innocent work again and again.
            MaxAttempts = int.MaxValue,
        };

        // A disk of our own costs time, so not every seed has one.
        _disk = _random.Next(3) == 0 ? new() : null;

        // Each seed has its own likes: some never crash, some crash all the time.
        _weights = [.. Enum.GetValues<Turn>().Select(turn => turn switch
        {
            Turn.Callback => _random.Next(20, 80),
            Turn.Commit => _random.Next(5, 40),
            Turn.EndWork => _random.Next(5, 30),
            Turn.Client => _random.Next(5, 20),
            Turn.Clock => _random.Next(1, 10),
            _ => _random.Next(3) == 0 ? 0 : _random.Next(1, 4),
        })];
        Directory.CreateDirectory(_folder);
    }

    private enum Turn
    {
        Callback,
        Commit,
        EndWork,
        Client,
        Clock,
        Sickness,
        Crash,
        Stop,
    }

    internal Trace Trace { get; }

    /// <summary>How many lives the engine had.</summary>
    internal int Lives => _lives;

    private string StorePath => Path.Combine(_folder, "store.db");

    /// <summary>Runs to the end.</summary>
    /// <exception cref="ImpossibleException">Something was seen that must not be.</exception>
    internal void Run()
    {
        Open();
        for (int turns = _random.Next(100, 600); _turn < turns;)
        {
            Take(Pick());
        }

        Calm();
        Judge();
    }

    public void Dispose()
    {
        if (!_life.Thread.IsDead)
        {
            _life.Kill();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Turn Pick()
    {
        int[] weights = [.. _weights];
        weights[(int)Turn.Callback] *= Math.Sign(_life.Thread.Ready);
        weights[(int)Turn.Commit] *= Math.Sign(_life.Store.Writer.Ready);
        weights[(int)Turn.EndWork] *= Math.Sign(_life.Working.Count);
        weights[(int)Turn.Stop] *= _life.Stopping is null ? 1 : 0;
        int drawn = _random.Next(weights.Sum());
        int turn = 0;
        while (drawn >= weights[turn])
        {
            drawn -= weights[turn++];
        }

        return (Turn)turn;
    }

    private void Take(Turn turn)
    {
        _turn++;
        switch (turn)
        {
            case Turn.Callback:
                int callback = _random.Next(_life.Thread.Ready);
                Tell($"callback {callback} of {_life.Thread.Ready}");
                _life.Thread.RunReady(callback);
                break;
            case Turn.Commit:
                Commit();
                break;
            case Turn.EndWork:
                EndWork();
                break;
            case Turn.Client:
                Call();
                break;
            case Turn.Clock:
                TurnClock();
                break;
            case Turn.Sickness:
                SickenOrHeal();
                break;
            case Turn.Crash:
                Crash();
                break;
            default:
                TimeSpan patience = TimeSpan.FromSeconds(_random.Next(10));
                Tell($"stop, with a patience of {patience}");
                _life.Stop(patience);
                break;
        }

        if (_life.Thread.IsDead)
        {
            Reopen();
        }
        else if (_life.Stopping is { IsCompleted: true } stopped)
        {
            stopped.GetAwaiter().GetResult();
            Tell("stopped");
            _life.Close();
            Reopen();
        }

        CheckWrongs();
    }

    private void Commit()
    {
        int ready = _life.Store.Writer.Ready;
        int count = _random.Next(2) == 0 ? ready : _random.Next(1, ready + 1);
        Tell($"commit {count} of {ready}");
        if (_random.Next(4) == 0)
        {
            _life.Store.Writer.Send(new InterludeCommand(Interlude));
        }

        RememberFile();
        _life.Thread.Run(() => _life.Store.Writer.Commit(count));
    }

    private void EndWork()
    {
        int index = _random.Next(_life.Working.Count);
        Tell($"end {_life.Working[index].Input.Key}");
        if (_planted is Planted.ForgetsActivities && _random.Next(8) == 0)
        {
            _life.Working.RemoveAt(index);
        }
        else
        {
            _life.EndWork(index);
        }
    }

    private void TurnClock()
    {
        switch (_random.Next(5))
        {
            case 0:
                long back = _random.Next(1, 120) * TimeSpan.TicksPerSecond;
                _time.SetBack(back);
                break;
            case 1:
                _time.Advance(_random.Next(1, 5_000) * TimeSpan.TicksPerMillisecond);
                break;
            default:
                AdvanceToNextTimer();
                break;
        }

        _life.Clock.Fire();
        Tell("clock");
    }

    private void AdvanceToNextTimer() => _time.Advance(
        Math.Max(0, (_life.Clock.NextDue ?? _time.Elapsed) - _time.Elapsed));

    private void Open()
    {
        long fast = _planted is Planted.FiresEarly ? 5 * TimeSpan.TicksPerSecond : 0;
        _life = new(StorePath, _time, _options, _observer, Trace, _disk, fast);
        _desk.Begin(_life);
        _lives++;
        Tamper();
        _observer.BeginLife(CheckStore());
        _life.Start();
    }

    private void Reopen()
    {
        // A process that ended by itself is closed already.
        _life.Store.Abandon();
        _disk?.Sicken(null);
        ForgetCommits();
        _observer.EndLife(_life.Engine.Counters);
        _desk.Forget();
        Tell("a new life");
        Open();
    }

    private void Tell(string what) => Trace.Add($"{_turn} {_time.Wall:HH:mm:ss.fffffff} {what}");

    private void CheckWrongs()
    {
        if (_life.Thread.Escaped)
        {
            _observer.Wrongs.Add("something ran on another thread");
        }

        if (_observer.Wrongs.Concat(Trace.Critical).FirstOrDefault() is { } wrong)
        {
            throw new ImpossibleException(wrong);
        }
    }
}
