using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Engine.Histories;

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
    /// <summary>How many causes of a failure are kept; deeper ones are left out.</summary>
    internal const int MostCauses = 100;

    /// <summary>Deep enough for all causes and the properties of the last.</summary>
    internal static readonly JsonSerializerOptions Options = new() { MaxDepth = MostCauses + 100 };

    internal static FailureJson From(TaskFailureDetails details, bool final, int causes = 0) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner && causes < MostCauses
            ? From(inner, final: false, causes + 1)
            : null,
        details.Properties is { } properties
            ? JsonSerializer.SerializeToElement(properties.ToDictionary(pair => pair.Key, Writable))
            : null,
        final);

    internal TaskFailureDetails ToDetails() =>
        new(Type, Message, Stack, Inner?.ToDetails(), Values is { } values ? Map(values) : null);

    private static Dictionary<string, object?> Map(JsonElement map) =>
        map.EnumerateObject().ToDictionary(pair => pair.Name, pair => Value(pair.Value));

    // A value that JSON has no form for, such as a type or not-a-number, is told as text.
    private static JsonElement Writable(KeyValuePair<string, object?> property)
    {
        try
        {
            return JsonSerializer.SerializeToElement(property.Value);
        }
        catch (Exception unwritable) when (unwritable is not OutOfMemoryException)
        {
            return JsonSerializer.SerializeToElement(
                Convert.ToString(property.Value, CultureInfo.InvariantCulture));
        }
    }

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
