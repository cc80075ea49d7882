using System.Globalization;

namespace TradingBase.Testing.Exchange;

/// <summary>One trap: what happens, and to which request.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Call">To which kind of request.</param>
/// <param name="Nth">To how-manieth of them, from 1.</param>
/// <param name="Value">What the kind says; null where it needs none.</param>
public sealed record Trap(TrapKind Kind, WireCall Call = WireCall.Any, int Nth = 1, decimal? Value = null)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind}{(Value is { } value ? $"({value})" : "")} at {Call} #{Nth}");
}
