using System.Net;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>Two processes of the program on one store.</summary>
public sealed class SecondProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Item83_SecondProcessOnTheStore_IsRefusedAndMayOpenItWhenTheFirstIsKilled()
    {
        string store = _folder.File("store.db");
        string[] files = ["--store", store, "--state", _folder.File("state.db")];
        await using DeskProcess first = await DeskProcess.ServeAsync(_folder.Path, files);

        (int exitCode, string output, string errors) = await DeskProcess.RunAsync(
            _folder.Path, ["serve", "--port", "0", .. files]);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains(
            $"The store '{store}' is in use by another process; one process at a time may open it.",
            errors,
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        await AssertServesAsync(first);

        await first.KillAsync();
        await using DeskProcess second = await DeskProcess.ServeAsync(_folder.Path, files);
        await AssertServesAsync(second);
    }

    private static async Task AssertServesAsync(DeskProcess desk)
    {
        using HttpClient client = desk.Client();
        using HttpResponseMessage answer = await client.GetAsync("/api/health");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
