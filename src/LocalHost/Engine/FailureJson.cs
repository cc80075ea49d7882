using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Engine;

/// <summary>How a failure stands in the store.</summary>
/// <remarks>Numbers of the properties come back as double, dates as DateTime, maps and lists as
/// such.</remarks>
internal sealed record FailureJson(
    [property: JsonPropertyName("t")] string Type,
    [property: JsonPropertyName("m")] string Message,
    [property: JsonPropertyName("s"), JsonIgnore(
        Condition = JsonIgnoreCondition.WhenWritingNull)] string? Stack,
    [property: JsonPropertyName("i"), JsonIgnore(
        Condition = JsonIgnoreCondition.WhenWritingNull)] FailureJson? Inner,
    [property: JsonPropertyName("p"), JsonIgnore(
        Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Values,
    [property: JsonPropertyName("f"), JsonIgnore(
        Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Final)
{
    internal static FailureJson From(TaskFailureDetails details, bool final) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is null ? null : From(details.InnerFailure, final: false),
        details.Properties is null ? null : JsonSerializer.SerializeToElement(details.Properties),
        final);

    internal TaskFailureDetails ToDetails() =>
        new(Type, Message, Stack, Inner?.ToDetails(), Values is { } values ? Map(values) : null);

    private static Dictionary<string, object?> Map(JsonElement map) =>
        map.EnumerateObject().ToDictionary(pair => pair.Name, pair => Value(pair.Value));

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.TryGetDateTime(out DateTime date) => date,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Object => Map(value),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        _ => null,
    };
}
