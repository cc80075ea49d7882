namespace TradingBase.LocalHost.Pumps;

/// <summary>The section <c>extensions.queues</c> of host.json.</summary>
internal sealed record QueueSettings
{
    /// <summary>How many messages of one queue run at once; 1 to 32.</summary>
    /// <value>16, as in Azure's host.</value>
    public int BatchSize { get; init; } = 16;

    /// <summary>How many deliveries a message gets before it goes to the poison queue; 1 or more.</summary>
    /// <value>5, as in Azure's host.</value>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>The longest wait before a failed message is tried again; shorter ones double up to it from
    /// one second.</summary>
    /// <value>Zero: at once, as in Azure's host.</value>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest wait between two looks into an empty storage queue.</summary>
    /// <value>One minute, as in Azure's host.</value>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether messages of a storage queue are in base64; else they are plain text.</summary>
    /// <value>True, as in Azure's host.</value>
    public bool IsBase64 { get; init; } = true;

    /// <summary>How long a message belongs to this process before it is renewed or delivered again.</summary>
    /// <value>One minute; it is renewed at half of it while the function runs.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a failed message waits for its next try.</summary>
    /// <param name="dequeueCount">Which delivery has failed; 1 or more.</param>
    public TimeSpan RetryAfter(long dequeueCount)
    {
        // 2^20 seconds are twelve days: longer than any ceiling that makes sense.
        TimeSpan doubled = TimeSpan.FromSeconds(1L << (int)Math.Clamp(dequeueCount - 1, 0, 20));
        return doubled < VisibilityTimeout ? doubled : VisibilityTimeout;
    }
}
