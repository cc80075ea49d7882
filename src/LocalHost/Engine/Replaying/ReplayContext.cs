using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>What an orchestration's code sees; it gives the same answers at every replay.</summary>
/// <remarks>
/// It knows neither store nor clock: the session feeds it the events of a step, live or from the history, and
/// takes from it the actions that the code asked for.
/// </remarks>
internal sealed partial class ReplayContext : TaskOrchestrationContext
{
    private static readonly Guid GuidNamespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    private readonly InstanceRow _row;
    private readonly ReplayServices _services;
    private readonly OrchestrationThread _thread;
    private readonly EventBuffer _events;
    private readonly Dictionary<int, IOpenTask> _open = [];
    private List<HistoryEvent> _actions = [];
    private Task<object?>? _main;
    private Exception? _thrown;
    private AsyncServiceScope? _scope;
    private DateTime _now;
    private bool _replaying;
    private int _nextId;
    private long _guids;

    internal ReplayContext(InstanceRow row, ReplayServices services, Action escaped)
    {
        _row = row;
        _services = services;
        _thread = new(escaped);

        // Generations may follow each other at one moment, above all while the clock is set back.
        _guids = (long)row.Generation << 32;
        _events = new(services.Payloads, _thread);
        Parent = row.Parent is { } parent ? new(parent.Name, parent.Id) : null;
    }

    /// <inheritdoc/>
    public override TaskName Name => _row.Name;

    /// <inheritdoc/>
    public override string InstanceId => _row.Id;

    /// <inheritdoc/>
    public override string Version => _row.Version ?? "";

    /// <inheritdoc/>
    public override ParentOrchestrationInstance? Parent { get; }

    /// <inheritdoc/>
    public override DateTime CurrentUtcDateTime => _now;

    /// <inheritdoc/>
    public override bool IsReplaying => _replaying;

    /// <inheritdoc/>
    public override TaskOrchestrationEntityFeature Entities => throw NoEntities();

    /// <inheritdoc/>
    protected override ILoggerFactory LoggerFactory => _services.Loggers;

    /// <inheritdoc/>
    public override T? GetInput<T>()
        where T : default
        => _services.Payloads.Deserialize<T>(_row.Input);

    /// <inheritdoc/>
    public override void SetCustomStatus(object? customStatus)
    {
        CheckThread();
        CustomStatus = _services.Payloads.Serialize(customStatus);
        CustomStatusChanged = true;
    }

    /// <inheritdoc/>
    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions
        {
            NewInput = newInput,
            PreserveUnprocessedEvents = preserveUnprocessedEvents,
        });

    /// <inheritdoc/>
    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckThread();
        NextGeneration = new(
            _services.Payloads.Serialize(options.NewInput),
            options.PreserveUnprocessedEvents,
            string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A version 5 UUID of instance, time and a counter. Source: RFC 9562 section 5.5, with the package's
    /// namespace.
    /// </remarks>
    public override Guid NewGuid()
    {
        CheckThread();
        string name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{_now:o}_{_guids++}");
        byte[] text = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        GuidNamespace.TryWriteBytes(text, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, text.AsSpan(16));
#pragma warning disable CA5350 // A version 5 UUID is made with SHA-1; it identifies and protects nothing.
        Span<byte> hash = SHA1.HashData(text).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    private void CheckThread()
    {
        if (!_thread.IsCurrent)
        {
            throw new InvalidOperationException(
                $"Orchestration '{Name}' ({InstanceId}) used its context from another thread: it awaited "
                + "something that is not its context's, or used ConfigureAwait(false).");
        }
    }

    private NotSupportedException NoEntities() => new(
        $"Orchestration '{Name}' ({InstanceId}) used a durable entity; this host does not run entities.");
}
