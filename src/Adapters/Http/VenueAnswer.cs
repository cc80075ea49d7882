using System.Text.Json;
using TradingBase.Execution;

namespace TradingBase.Adapters.Http;

/// <summary>One answer of a venue, classified.</summary>
/// <param name="Kind">What it proves.</param>
/// <param name="Status">HTTP status; zero where there was no answer.</param>
/// <param name="Code">The venue's own code, or null.</param>
/// <param name="Message">What went wrong, as a text without secrets; empty when it was done.</param>
/// <param name="RetryAfter">How long it wants to be left in peace, or null.</param>
/// <param name="Json">The body; undefined where there is none, or no JSON.</param>
internal sealed record VenueAnswer(
    VenueAnswerKind Kind, int Status, string? Code, string Message, TimeSpan? RetryAfter, JsonElement Json)
{
    /// <summary>An answer that never came.</summary>
    internal static VenueAnswer Lost(string why) => new(VenueAnswerKind.Unknown, 0, null, why, null, default);

    /// <summary>Gives the body of what was done.</summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="what">What was asked for, for the error.</param>
    /// <exception cref="VenueRefusedException">The venue refused.</exception>
    /// <exception cref="VenueUnavailableException">
    /// It did not answer, or wants to be left in peace.
    /// </exception>
    internal VenueFields Need(string venue, string what) => Kind switch
    {
        VenueAnswerKind.Done => new(venue, what, Json),
        VenueAnswerKind.Refused => throw new VenueRefusedException(venue, what, Code, Message),
        _ => throw new VenueUnavailableException(venue, $"{what}: {Message}", RetryAfter),
    };
}
