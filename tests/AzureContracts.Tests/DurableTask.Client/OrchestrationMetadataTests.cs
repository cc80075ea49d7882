using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;

namespace TradingBase.AzureContracts.Tests.DurableTask.Client;

public sealed class OrchestrationMetadataTests
{
    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, true, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false, true)]
    public void Status_Each_IsRunningOrCompletedOrNeither(
        OrchestrationRuntimeStatus status, bool running, bool completed)
    {
        OrchestrationMetadata metadata = new("Cycle", "id") { RuntimeStatus = status };

        Assert.Equal((running, completed), (metadata.IsRunning, metadata.IsCompleted));
    }

    [Fact]
    public void Read_FetchedWithConverter_GivesTheValues()
    {
        OrchestrationMetadata metadata = new("Cycle", "id")
        {
            DataConverter = JsonDataConverter.Default,
            SerializedInput = "1",
            SerializedOutput = "\"done\"",
            SerializedCustomStatus = "null",
        };

        Assert.Equal(1, metadata.ReadInputAs<int>());
        Assert.Equal("done", metadata.ReadOutputAs<string>());
        Assert.Null(metadata.ReadCustomStatusAs<string>());
        Assert.Empty(metadata.Tags);
    }

    [Fact]
    public void Read_FetchedWithoutInputs_IsRefused()
    {
        OrchestrationMetadata metadata = new("Cycle", "id");

        Assert.Throws<InvalidOperationException>(() => metadata.ReadInputAs<int>());
        Assert.Throws<InvalidOperationException>(() => metadata.ReadOutputAs<int>());
        Assert.Throws<InvalidOperationException>(() => metadata.ReadCustomStatusAs<int>());
    }

    [Fact]
    public void ToString_LongPayloads_AreCut()
    {
        OrchestrationMetadata metadata = new("Cycle", "id")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Failed,
            CreatedAt = DateTimeOffset.UnixEpoch,
            LastUpdatedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
            SerializedInput = new string('a', 51),
            SerializedOutput = new string('b', 50),
            FailureDetails = new TaskFailureDetails("X", "bad", null, null, null),
        };

        Assert.Equal(
            "[Name: 'Cycle', ID: 'id', RuntimeStatus: Failed, CreatedAt: 1970-01-01T00:00:00, "
            + $"LastUpdatedAt: 1970-01-01T00:00:01, Input: '{new string('a', 50)}...', "
            + $"Output: '{new string('b', 50)}', FailureDetails: 'X - bad']",
            metadata.ToString());
    }

    [Fact]
    public void WithDedupeStatuses_Named_AreKeptAsText()
    {
        StartOrchestrationOptions options = new("id") { Version = "1.0" };

        StartOrchestrationOptions deduped = options.WithDedupeStatuses(
            OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed);

        Assert.Equal(["Running", "Completed"], deduped.DedupeStatuses);
        Assert.Equal("id", deduped.InstanceId);
        Assert.Equal("1.0", deduped.Version);
        Assert.Null(options.DedupeStatuses);
    }

    [Fact]
    public void ValidDedupeStatuses_All_AreThoseAnInstanceCanBeFoundIn() => Assert.Equal(
        ["Completed", "Failed", "Terminated", "Canceled", "Pending", "Running", "Suspended"],
        StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(status => status.ToString()));

    [Fact]
    public void Query_NothingAsked_TakesTheDefaults()
    {
        OrchestrationQuery query = new();

        Assert.Equal(100, query.PageSize);
        Assert.False(query.FetchInputsAndOutputs);
        Assert.Null(new PurgeInstancesFilter().Timeout);
    }

    [Fact]
    public void PurgeResult_Count_IsNotNegative()
    {
        Assert.Equal(0, new PurgeResult(0).PurgedInstanceCount);
        Assert.Null(new PurgeResult(1).IsComplete);
        Assert.True(new PurgeResult(1, true).IsComplete);
        Assert.Throws<ArgumentException>(() => new PurgeResult(-1));
    }

    [Fact]
    public void EntityMetadata_WithoutState_RefusesToGiveIt()
    {
        EntityInstanceId id = new("lease", "fx");

        Assert.Equal("1", new EntityMetadata(id, new SerializedData("1")).State.Value);
        Assert.Equal(1, new SerializedData("1").ReadAs<int>());
        Assert.Throws<InvalidOperationException>(() => new EntityMetadata<string>(id).State);
        Assert.Throws<ArgumentException>(() => new EntityMetadata(default));
    }

    [Theory]
    [InlineData("", "@")]
    [InlineData("Lease", "@lease")]
    [InlineData("@Lease@Fx", "@lease@Fx")]
    [InlineData("Lease@Fx", "@lease@Fx")]
    public void EntityQuery_Prefix_IsBroughtToTheFormOfAnId(string prefix, string expected) =>
        Assert.Equal(expected, new EntityQuery { InstanceIdStartsWith = prefix }.InstanceIdStartsWith);
}
