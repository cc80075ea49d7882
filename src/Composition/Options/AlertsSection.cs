namespace TradingBase.Composition.Options;

/// <summary>Who is told of alerts beside the log.</summary>
public sealed record AlertsSection
{
    /// <summary>Whether alerts also go into the queue <c>alerts</c>.</summary>
    /// <value>The default is false.</value>
    public bool Queue { get; init; }

    /// <summary>Name of the environment variable that holds a webhook's address.</summary>
    /// <value>The default, null, posts nowhere.</value>
    public string? WebhookVariable { get; init; }

    /// <summary>Name of the environment variable that holds the secret that signs what is posted.</summary>
    /// <value>The default, null, signs nothing.</value>
    public string? WebhookSecretVariable { get; init; }

    /// <summary>How long one attempt may take, seconds; 1 to 30.</summary>
    /// <value>The default is 10.</value>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>How often it is tried altogether; 1 to 5.</summary>
    /// <value>The default is 3.</value>
    public int Attempts { get; init; } = 3;
}
