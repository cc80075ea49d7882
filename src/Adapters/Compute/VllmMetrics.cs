using System.Globalization;
using System.Text;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>Reads how busy a vLLM server is from its metrics, in Prometheus's text form.</summary>
/// <param name="connections">Carry the question.</param>
/// <param name="clock">Measures patience.</param>
/// <remarks>
/// Thread-safe. Engines of one server are added up; of their caches the fullest counts. Lines that are not
/// understood are passed over, and so are numbers that cannot be. Source: vLLM's page on metrics; both
/// names of the cache's gauge are known (<c>gpu_cache_usage_perc</c> until version 0.10, then <c>kv_</c>).
/// </remarks>
public sealed class VllmMetrics(ModelConnections connections, TimeProvider clock)
{
    private const int LongestText = 1024 * 1024;
    private const double MostRequests = 1_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks an endpoint's server.</summary>
    /// <param name="endpoint">Its metrics address is asked, without its key.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The load, or null when the endpoint has no such address or tells no load there.</returns>
    /// <exception cref="ComputeUnavailableException">Nobody answered in 2 seconds, or not 200.</exception>
    public async Task<VllmLoad?> ReadAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.MetricsAddress is not { } address)
        {
            return null;
        }

        using CancellationTokenSource patience = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, cancellationToken);
        try
        {
            return Parse(await GetAsync(endpoint, address, either.Token));
        }
        catch (Exception fault) when (
            !cancellationToken.IsCancellationRequested
            && ComputeFaults.Of(endpoint, fault, text => text) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Reads the text.</summary>
    /// <returns>The load, or null when the text tells neither running nor waiting requests.</returns>
    internal static VllmLoad? Parse(string text)
    {
        double? running = null;
        double? waiting = null;
        double? cache = null;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!TryRead(line, out ReadOnlySpan<char> name, out double value))
            {
                continue;
            }

            switch (name)
            {
                case "vllm:num_requests_running" when value <= MostRequests:
                    running = (running ?? 0) + value;
                    break;
                case "vllm:num_requests_waiting" when value <= MostRequests:
                    waiting = (waiting ?? 0) + value;
                    break;
                case "vllm:gpu_cache_usage_perc" or "vllm:kv_cache_usage_perc" when value <= 1:
                    cache = Math.Max(cache ?? 0, value);
                    break;
                default:
                    break;
            }
        }

        return running is null && waiting is null
            ? null
            : new(Whole(running), Whole(waiting), cache);
    }

    private static int Whole(double? sum) => (int)Math.Min(sum ?? 0, MostRequests);

    /// <summary>Reads <c>name{labels} value [time]</c>; a label's text may hold any character.</summary>
    private static bool TryRead(ReadOnlySpan<char> line, out ReadOnlySpan<char> name, out double value)
    {
        value = 0;
        line = line.Trim();
        int end = line.IndexOfAny("{ \t");
        name = end > 0 ? line[..end] : default;
        if (end <= 0 || line[0] == '#')
        {
            return false;
        }

        ReadOnlySpan<char> rest = line[end..];
        if (rest[0] == '{')
        {
            int close = EndOfLabels(rest);
            if (close < 0)
            {
                return false;
            }

            rest = rest[(close + 1)..];
        }

        rest = rest.Trim();
        int space = rest.IndexOfAny(" \t");
        return double.TryParse(
                space < 0 ? rest : rest[..space], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value) && value >= 0;
    }

    private static int EndOfLabels(ReadOnlySpan<char> text)
    {
        bool quoted = false;
        for (int i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '}' when !quoted:
                    return i;
                default:
                    break;
            }
        }

        return -1;
    }

    private async Task<string> GetAsync(
        Endpoint endpoint, Uri address, CancellationToken cancellationToken)
    {
        using HttpMessageInvoker line = new(connections.Handler, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        using HttpResponseMessage answer = await line.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ComputeUnavailableException(
                endpoint.Name,
                string.Create(
                    CultureInfo.InvariantCulture, $"its metrics answered {(int)answer.StatusCode}."));
        }

        byte[] buffer = new byte[LongestText];
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        int read = await body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
