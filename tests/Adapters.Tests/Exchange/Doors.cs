using System.Net.Http.Headers;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

/// <summary>Sends a raw request through whatever door a client has.</summary>
internal static class Doors
{
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, WireRequest request)
    {
        using HttpRequestMessage message = new(
            new HttpMethod(request.Method),
            new Uri(
                request.Query.Length > 0 ? $"{request.Path}?{request.Query}" : request.Path,
                UriKind.Relative));
        foreach ((string name, string value) in request.Headers.Where(header => header.Key != "Content-Type"))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(request.Body.ToArray());
            message.Content.Headers.ContentType =
                MediaTypeHeaderValue.Parse(request.Header("Content-Type") ?? "application/json");
        }

        return await client.SendAsync(message);
    }
}
