using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TradingBase.LocalHost.Operations;

/// <summary>Instance ids in addresses: any text is an id, and a slash in it is not a slash of the
/// path.</summary>
internal static class InstanceAddress
{
    private const string Collection = "api/instances";

    /// <summary>The path of an instance, or of something below it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="below">Further segments, such as <c>raise</c> and an event's name.</param>
    internal static string Of(string id, params IEnumerable<string> below) =>
        string.Join('/', below.Prepend(id).Select(Uri.EscapeDataString).Prepend(Collection));

    /// <summary>Whether an id can stand in an address: dots alone are taken for steps of the path, and
    /// nothing at all for the whole collection.</summary>
    internal static bool Fits(string id) => id is not ("" or "." or "..");

    /// <summary>The id as the caller wrote it.</summary>
    /// <param name="request">Its path has the id after the collection's name.</param>
    /// <param name="routed">What the route matched, in which escaped slashes are still escaped.</param>
    internal static string IdOf(HttpRequest request, string routed) => SegmentOf(request, 0, routed);

    /// <summary>The segment after the id and the verb, such as an event's name.</summary>
    internal static string NameOf(HttpRequest request, string routed) => SegmentOf(request, 2, routed);

    // The server leaves %2F as it is and unescapes all else, so that an escaped percent sign and an escaped
    // slash can no longer be told apart; the request's own line still tells them.
    private static string SegmentOf(HttpRequest request, int place, string routed)
    {
        if (!routed.Contains('%', StringComparison.Ordinal))
        {
            return routed;
        }

        string target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        int at = target.IndexOf(Collection + "/", StringComparison.OrdinalIgnoreCase);
        string[] segments = at < 0 ? [] : target[(at + Collection.Length + 1)..].Split('?')[0].Split('/');
        return place < segments.Length ? Uri.UnescapeDataString(segments[place]) : routed;
    }
}
