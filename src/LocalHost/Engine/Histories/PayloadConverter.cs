using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>Turns values into the UTF-8 bytes that the store keeps, and back.</summary>
/// <param name="custom">The user's converter; null for System.Text.Json, which then writes bytes without a
/// detour.</param>
/// <param name="limit">The longest payload, in bytes; null for no limit but the store's.</param>
internal sealed class PayloadConverter(DataConverter? custom, int? limit = null)
{
    // The same settings as the package's own converter: fields, so that tuples survive.
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    /// <summary>For those who read texts, such as an instance's metadata.</summary>
    internal DataConverter Text { get; } = custom ?? JsonDataConverter.Default;

    /// <exception cref="PayloadTooLargeException">It is longer than the engine takes.</exception>
    internal byte[]? Serialize(object? value)
    {
        byte[]? bytes = value is null
            ? null
            : custom is null
                ? JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options)
                : custom.Serialize(value) is { } text ? Encoding.UTF8.GetBytes(text) : null;
        return bytes?.Length > limit ? throw new PayloadTooLargeException(bytes.Length, limit.Value) : bytes;
    }

    /// <summary>Writes a failure; one that is longer than a payload may be loses all but its type.</summary>
    internal byte[] Encode(Failure failure)
    {
        byte[] bytes = failure.Encode();
        return bytes.Length > limit
            ? Failure.Of(
                failure.Details.ErrorType,
                $"(The failure is left out: {bytes.Length} bytes are more than the {limit} that are taken.)",
                failure.NonRetriable).Encode()
            : bytes;
    }

    internal object? Deserialize(byte[]? data, Type type) => data is null
        ? type.IsValueType ? Activator.CreateInstance(type) : null
        : custom is null
            ? JsonSerializer.Deserialize(data, type, Options)
            : custom.Deserialize(Encoding.UTF8.GetString(data), type);

    internal T? Deserialize<T>(byte[]? data) => data is null
        ? default
        : custom is null
            ? JsonSerializer.Deserialize<T>(data, Options)
            : custom.Deserialize<T>(Encoding.UTF8.GetString(data));
}
