using System.Text.Json;

namespace TradingBase.LocalHost.Operations;

/// <summary>What shall be done to an instance.</summary>
/// <param name="Verb">What.</param>
/// <param name="Id">To whom.</param>
internal sealed record Steering(SteeringVerb Verb, string Id)
{
    /// <summary>The event to raise.</summary>
    public string? EventName { get; init; }

    /// <summary>The event's payload, or the output of a terminated instance; null for none.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>Why; null when nobody said.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it reaches the children too.</summary>
    public bool Recursive { get; init; }

    /// <summary>Whether a restart gets an id of its own.</summary>
    public bool NewId { get; init; }
}
