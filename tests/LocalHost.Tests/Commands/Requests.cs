using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>What tests of the routes do alike.</summary>
internal static class Requests
{
    internal static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>Waits for a cycle's document.</summary>
    internal static Task<JsonNode> FinishedAsync(HttpClient client, string id) => EventuallyAsync(async () =>
    {
        JsonNode cycle = (await client.GetFromJsonAsync<JsonNode>($"/api/cycles/{id}"))!;
        Assert.False((string)cycle["status"]! == "failed", cycle.ToJsonString());
        return (string)cycle["status"]! == "completed" ? cycle : null;
    });

    /// <summary>Looks until there is something to see, a minute at most.</summary>
    internal static async Task<JsonNode> EventuallyAsync(Func<Task<JsonNode?>> look)
    {
        for (int tries = 0; tries < 600; tries++)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("What was waited for did not come within a minute.");
    }
}
