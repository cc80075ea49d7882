using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class HostSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TheProjectsOwnFile_GivesWhatItSays()
    {
        HostSettings settings = HostSettings.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));

        Assert.Equal("", settings.RoutePrefix);
        Assert.Equal(16, settings.Queues.BatchSize);
        Assert.Equal(5, settings.Queues.MaxDequeueCount);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Queues.VisibilityTimeout);
        Assert.True(settings.Queues.IsBase64);
    }

    [Fact]
    public void Read_AnEmptyFile_GivesWhatAzuresHostWouldUse()
    {
        HostSettings settings = Read("{}");

        Assert.Equal("api", settings.RoutePrefix);
        Assert.Equal(new QueueSettings(), settings.Queues);
    }

    [Theory]
    [InlineData("batchSize", "0", "a whole number from 1 to 32")]
    [InlineData("batchSize", "33", "a whole number from 1 to 32")]
    [InlineData("maxDequeueCount", "\"many\"", "a whole number from 1 to 1000")]
    [InlineData("visibilityTimeout", "\"soon\"", "a time span from 00:00:00 to 7.00:00:00")]
    [InlineData("messageEncoding", "\"rot13\"", "base64 or none")]
    public void Read_WrongValue_IsRefusedWithPathValueAndWhatWasExpected(
        string name, string value, string expected)
    {
        string text = $$"""{ "extensions": { "queues": { "{{name}}": {{value}} } } }""";

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Read(text));

        string found = $"$.extensions.queues.{name} is '{value.Trim('"')}'";
        Assert.Contains(found, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Versions_AreThoseOfTheDurableSection()
    {
        HostSettings settings = Read("""
            { "extensions": { "durableTask": { "defaultVersion": "2.1",
                "versionMatchStrategy": "strict", "versionFailureStrategy": "Fail" } } }
            """);

        VersionRules expected = new()
        {
            Default = "2.1",
            Match = VersionMatchStrategy.Strict,
            OnMismatch = VersionFailureStrategy.Fail,
        };
        Assert.Equal(expected, settings.Versions);
        Assert.Equal(new VersionRules(), Read("{}").Versions);
    }

    [Fact]
    public void Read_UnknownVersionStrategy_IsRefusedWithThoseThatThereAre()
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Read(
            """{ "extensions": { "durableTask": { "versionMatchStrategy": "Newest" } } }"""));

        Assert.EndsWith(
            "$.extensions.durableTask.versionMatchStrategy is 'Newest'; "
            + "expected is None or Strict or CurrentOrOlder.",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoJson_IsRefusedWithTheFilesName()
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Read("{ \"extensions\": "));

        Assert.Contains("host.json", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(1_000, 30)]
    public void RetryAfter_EachDelivery_DoublesUpToTheTimeout(long deliveries, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        new QueueSettings { VisibilityTimeout = TimeSpan.FromSeconds(30) }.RetryAfter(deliveries));

    private HostSettings Read(string json)
    {
        string file = _folder.File("host.json");
        File.WriteAllText(file, json);
        return HostSettings.Read(file);
    }
}
