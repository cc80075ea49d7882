using System.Diagnostics.Metrics;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Metering;

/// <summary>An engine's instruments. Those that are observed cost nothing until somebody asks; no tag tells
/// of an instance.</summary>
internal sealed class EngineMeter : ICommitWatch, IDisposable
{
    /// <summary>What a listener subscribes to.</summary>
    internal const string MeterName = "TradingBase.Engine";

    private const string Prefix = "tradingbase.engine.";

    private readonly Meter _meter;
    private readonly Histogram<int> _commands;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    /// <param name="figures">Reads the engine's.</param>
    /// <param name="stuck">Counts the instances that nothing can wake; looks at all that have not
    /// ended.</param>
    /// <param name="scope">Tells the meters of several engines in one process apart.</param>
    internal EngineMeter(Func<EngineFigures> figures, Func<int> stuck, object scope)
    {
        _meter = new(new MeterOptions(MeterName) { Scope = scope });
        Gauge("instances.live", "{instance}", "Instances that have not ended", of => of.Live);
        Gauge("instances.ready", "{instance}", "Instances that wait for a free worker", of => of.Ready);
        Gauge("instances.in_memory", "{instance}", "Instances whose code is in memory", of => of.InMemory);
        Gauge("activities.active", "{activity}", "Activities that run", of => of.Activities);
        Gauge(
            "activities.waiting", "{activity}", "Activities that wait for a free worker",
            of => of.ActivitiesWaiting);
        Gauge("timers", "{timer}", "Moments that are waited for", of => of.Timers);
        Counter("steps", "{step}", "Steps that were committed", of => of.Steps);
        Counter("commits", "{commit}", "Commits, each with one fsync", of => of.Commits);
        Counter("replays", "{replay}", "Histories that were replayed", of => of.Replays);
        Counter("evictions", "{eviction}", "Instances whose code was let go of", of => of.Evictions);
        Counter(
            "activities.repeated", "{activity}", "Activities begun again after a crash",
            of => of.RepeatedActivities);
        Counter(
            "steps.repeated", "{step}", "Steps taken with care after several crashes",
            of => of.RepeatedSteps);
        Counter("repairs", "{repair}", "What the watchdog found lost and set going again", of => of.Repairs);
        Counter(
            "work.poisoned", "{item}", "What failed because it had ended the process too often",
            of => of.PoisonWork);
        _meter.CreateObservableUpDownCounter(
            Prefix + "instances.stuck", stuck, "{instance}", "Instances that nothing can wake");
        _commands = _meter.CreateHistogram<int>(
            Prefix + "commit.commands", "{command}", "Commands that one commit carried");
        _duration = _meter.CreateHistogram<double>(
            Prefix + "commit.duration", "s", "From the begin of a commit to the end of its fsync");

        void Gauge(string name, string unit, string description, Func<EngineFigures, int> read) =>
            _meter.CreateObservableUpDownCounter(Prefix + name, () => read(figures()), unit, description);

        void Counter(string name, string unit, string description, Func<EngineFigures, long> read) =>
            _meter.CreateObservableCounter(Prefix + name, () => read(figures()), unit, description);
    }

    /// <inheritdoc/>
    public bool IsOn => _commands.Enabled || _duration.Enabled;

    /// <inheritdoc/>
    public void Committed(int commands, TimeSpan took)
    {
        _commands.Record(commands);
        _duration.Record(took.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
