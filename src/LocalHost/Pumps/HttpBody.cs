using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using TradingBase.LocalHost.Engine.Functions;

namespace TradingBase.LocalHost.Pumps;

/// <summary>What can be said of a request's body before it is read.</summary>
internal static class HttpBody
{
    /// <summary>Whether there is one.</summary>
    public static bool IsPresent(HttpRequest request) =>
        request.ContentLength is > 0 || (request.ContentLength is null
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true);

    /// <summary>Judges size and kind.</summary>
    /// <param name="request">Its body is not touched.</param>
    /// <param name="function">Takes JSON, or what its ConsumesAttribute says.</param>
    /// <param name="most">The largest body, in bytes.</param>
    /// <returns>Null when it may be read; else the status and a sentence.</returns>
    public static (int Status, string Detail)? Judge(HttpRequest request, FunctionEntry function, long most)
    {
        if (!IsPresent(request))
        {
            return null;
        }

        if (request.ContentLength > most)
        {
            return (StatusCodes.Status413PayloadTooLarge,
                $"The body has {request.ContentLength} bytes; at most {most} are taken.");
        }

        ConsumesAttribute? consumes = function.Method.GetCustomAttributes(typeof(ConsumesAttribute), false)
            .OfType<ConsumesAttribute>().FirstOrDefault();
        bool fits = consumes is null
            ? request.HasJsonContentType()
            : MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? given)
                && consumes.ContentTypes.Any(type => given.IsSubsetOf(new(type)));
        string expected = consumes is null ? "application/json" : string.Join(" or ", consumes.ContentTypes);
        return fits
            ? null
            : (StatusCodes.Status415UnsupportedMediaType, $"The body's Content-Type has to be {expected}.");
    }
}
