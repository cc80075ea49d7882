using System.Globalization;
using System.Text.Json;
using TradingBase.Execution;

namespace TradingBase.Adapters.Http;

/// <summary>Reads fields of a venue's JSON, and says which one was not as it should be.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="What">What was asked for, for errors.</param>
/// <param name="Json">The object or list.</param>
/// <remarks>
/// Whatever cannot be read is a <see cref="VenueUnavailableException"/>: nothing is guessed.
/// </remarks>
internal readonly record struct VenueFields(string Venue, string What, JsonElement Json)
{
    /// <summary>The items of a list.</summary>
    internal IEnumerable<VenueFields> Items()
    {
        if (Json.ValueKind is not JsonValueKind.Array)
        {
            throw Broken("a list was expected");
        }

        VenueFields self = this;
        return Json.EnumerateArray().Select(item => self with { Json = item }).ToArray();
    }

    /// <summary>The fields of an object, by their names, in the venue's order.</summary>
    internal IEnumerable<(string Name, VenueFields Fields)> Entries()
    {
        if (Json.ValueKind is not JsonValueKind.Object)
        {
            throw Broken("an object was expected");
        }

        VenueFields self = this;
        return Json.EnumerateObject().Select(entry => (entry.Name, self with { Json = entry.Value }))
            .ToArray();
    }

    /// <summary>An object or list within.</summary>
    internal VenueFields Of(string name) => this with { Json = Find(name) ?? throw Missing(name) };

    /// <summary>An object or list within, or null.</summary>
    internal VenueFields? OfOrNull(string name) => Find(name) is { } json ? this with { Json = json } : null;

    /// <summary>A text, or a number's digits.</summary>
    internal string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    /// <summary>A text, or null where there is none or an empty one.</summary>
    internal string? TextOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } found ? found : null,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } raw =>
            raw.GetRawText(),
        _ => throw Broken($"'{name}' is no text"),
    };

    /// <summary>A number, written as a number, as a text, or with an exponent.</summary>
    internal decimal Number(string name) => NumberOrNull(name) ?? throw Missing(name);

    /// <summary>A number, or null where there is none.</summary>
    internal decimal? NumberOrNull(string name) => TextOrNull(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number
        : throw Broken($"'{name}' is '{Short(text)}', no number");

    /// <summary>A moment in milliseconds since 1970, UTC.</summary>
    internal DateTimeOffset Millis(string name) => MillisOrNull(name) ?? throw Missing(name);

    /// <summary>A moment in milliseconds since 1970, UTC, or null.</summary>
    internal DateTimeOffset? MillisOrNull(string name) => NumberOrNull(name) is not { } number ? null
        : number is >= 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)number)
        : throw Broken($"'{name}' is {number}, no moment");

    /// <summary>A moment in seconds since 1970 with decimals, UTC.</summary>
    internal DateTimeOffset Seconds(string name) => SecondsOrNull(name) ?? throw Missing(name);

    /// <summary>A moment in seconds since 1970 with decimals, UTC; null for none or zero.</summary>
    internal DateTimeOffset? SecondsOrNull(string name) => NumberOrNull(name) switch
    {
        null or 0 => null,
        > 0 and < 253_402_300_800 and var number =>
            DateTimeOffset.UnixEpoch.AddTicks((long)(number * TimeSpan.TicksPerSecond)),
        var other => throw Broken($"'{name}' is {other}, no moment"),
    };

    /// <summary>A moment in RFC 3339, given in UTC.</summary>
    internal DateTimeOffset Moment(string name) => MomentOrNull(name) ?? throw Missing(name);

    /// <summary>A moment in RFC 3339, given in UTC, or null.</summary>
    internal DateTimeOffset? MomentOrNull(string name) => TextOrNull(name) is not { } text ? null
        : DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment.ToUniversalTime()
            : throw Broken($"'{name}' is '{Short(text)}', no moment");

    /// <summary>Says that the answer cannot be used.</summary>
    internal VenueUnavailableException Broken(string why) => new(Venue, $"{What}: {why}.");

    private VenueUnavailableException Missing(string name) => Broken($"'{name}' is missing");

    private JsonElement? Find(string name)
    {
        if (Json.ValueKind is not JsonValueKind.Object)
        {
            throw Broken("an object was expected");
        }

        return Json.TryGetProperty(name, out JsonElement found) && found.ValueKind is not JsonValueKind.Null
            ? found
            : null;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];
}
