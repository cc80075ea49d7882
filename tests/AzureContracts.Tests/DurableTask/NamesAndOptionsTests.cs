using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class NamesAndOptionsTests
{
    [Fact]
    public void TaskName_FromAndToText_IsTheSameInAnyCase()
    {
        TaskName name = "TradingCycle";
        string text = name;

        Assert.Equal("TradingCycle", text);
        Assert.Equal("TradingCycle", name.ToString());
        Assert.Equal(new TaskName("TRADINGCYCLE"), name);
        Assert.Equal(new TaskName("TRADINGCYCLE").GetHashCode(), name.GetHashCode());
        Assert.True(name != "MarketReview");
    }

    [Fact]
    public void TaskName_NoText_IsTheDefault()
    {
        TaskName empty = "";
        TaskName none = (string)null!;

        Assert.Equal(default, empty);
        Assert.Equal(default, none);
        Assert.Null(empty.Name);
        Assert.Equal("", new TaskName("").Name);
    }

    [Fact]
    public void TaskVersion_NoText_IsUnversioned()
    {
        TaskVersion version = "1.0";

        Assert.Equal("1.0", version.Version);
        Assert.Equal(new TaskVersion("V1"), new TaskVersion("v1"));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(""));
        Assert.Equal(TaskVersion.Unversioned, (TaskVersion)(string?)null);
        Assert.Equal("", default(TaskVersion).Version);
        Assert.Throws<ArgumentException>(() => new TaskVersion("  "));
    }

    [Fact]
    public void TaskOptions_Copied_KeepsEverything()
    {
        RetryPolicy policy = new(2, TimeSpan.FromSeconds(1));
        TaskOptions options = new(policy, new Dictionary<string, string>())
        {
            Version = "2.0",
        };

        SubOrchestrationOptions sub = options.WithInstanceId("child-1");

        Assert.Equal(options, new TaskOptions(options));
        Assert.Same(options.Retry, sub.Retry);
        Assert.Same(options.Tags, sub.Tags);
        Assert.Equal("2.0", sub.Version);
        Assert.Equal("child-1", sub.InstanceId);
        Assert.Equal("child-1", new SubOrchestrationOptions((TaskOptions)sub).InstanceId);
        Assert.Equal("child-2", new SubOrchestrationOptions(sub, "child-2").InstanceId);
        Assert.Equal("3.0", ((TaskOptions)(sub with { Version = "3.0" })).Version);
        Assert.Throws<ArgumentNullException>(() => new TaskOptions((TaskOptions)null!));
    }

    [Fact]
    public void StartOptions_Copied_KeepsEverything()
    {
        StartOrchestrationOptions options = new("cycle-1", DateTimeOffset.UnixEpoch)
        {
            Tags = new Dictionary<string, string> { ["market"] = "fx" },
            Version = "1.0",
            DedupeStatuses = ["Running"],
        };

        Assert.Equal(options, new StartOrchestrationOptions(options));
        Assert.Equal("fx", (options with { InstanceId = "cycle-2" }).Tags["market"]);
        Assert.Empty(new StartOrchestrationOptions().Tags);
        Assert.Null(new StartOrchestrationOptions().DedupeStatuses);
    }

    [Fact]
    public void EntityId_AsText_IsReadBack()
    {
        EntityInstanceId id = new("Lease", "us@equities");

        Assert.Equal("@lease@us@equities", id.ToString());
        Assert.Equal(id, EntityInstanceId.FromString("@LEASE@us@equities"));
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("a@b", "key"));
        Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString("lease"));
        Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString("@lease"));
    }
}
