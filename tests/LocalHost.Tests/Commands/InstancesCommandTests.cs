using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Tests.Engine;
using TradingBase.LocalHost.Tests.Operations;
using TradingBase.LocalHost.Tests.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary><c>instances</c> as a user types it: on a store that nobody holds, and on a running host.</summary>
public sealed class InstancesCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_OfAStore_FiltersPagesAndShowsATable()
    {
        await using EngineRig rig = await StartAsync();
        string[] store = ["--store", rig.Store.Path];

        JsonNode all = await DeskProcess.RunJsonAsync(_folder.Path, ["instances", .. store]);
        JsonNode waiting = await DeskProcess.RunJsonAsync(
            _folder.Path, ["instances", "list", "--name", "waiter", "--status", "running", .. store]);
        JsonNode first = await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "--take", "3", .. store]);
        JsonNode rest = await DeskProcess.RunJsonAsync(
            _folder.Path, ["instances", "list", "--token", (string)first["next"]!, .. store]);
        (_, string table, _) = await DeskProcess.RunAsync(
            _folder.Path, ["instances", "list", "--prefix", "a[", .. store]);

        Assert.Equal(["done", "b", "a[b]/c", "e/child", "e"], Ids(all));
        Assert.Equal(["b", "a[b]/c"], Ids(waiting));
        Assert.Equal(Ids(all), Ids(first).Concat(Ids(rest)));
        Assert.Contains("a[b]/c", table, StringComparison.Ordinal);
        Assert.DoesNotContain("done", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AnInstance_DrawsEachUnitWithItsTime()
    {
        await using EngineRig rig = await StartAsync();

        (int exitCode, string text, _) = await DeskProcess.RunAsync(
            _folder.Path, "instances", "show", "e", "--store", rig.Store.Path);
        JsonNode whole = await DeskProcess.RunJsonAsync(
            _folder.Path, "instances", "show", "e", "--store", rig.Store.Path);

        Assert.Equal(0, exitCode);
        string[] lines = text.Split('\n');
        AssertLine(lines, "activity", "Double #0", "0.0 ms", "━");
        AssertLine(lines, "activity", "Fail #1", "ArgumentException: the cause");
        AssertLine(lines, "timer", "#2", "1 min 0 s", "due 2026-01-05 14:31:00.000");
        AssertLine(lines, "child", "Child #3", "e/child");
        AssertLine(lines, "event sent", "Hello", "to somebody", "◆");
        Assert.Contains("running", lines[0], StringComparison.Ordinal);
        Assert.Equal("e", (string)whole["instance"]!["id"]!);
        Assert.Equal((int)whole["history"]!["total"]!, whole["history"]!["events"]!.AsArray().Count);
    }

    [Fact]
    public async Task Steer_AStoreThatNobodyHolds_IsDeliveredByTheNextStartAndRunsNothingBefore()
    {
        await using EngineRig rig = await StartAsync();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("late"));
        await rig.SettleAsync();
        string[] store = ["--store", rig.Store.Path];

        await rig.RestartAsync(async () =>
        {
            string[][] asked =
            [
                ["raise", "a[b]/c", "go", "\"hello\""], ["terminate", "b", "--output", "7"],
                ["suspend", "late", "--reason", "lunch"], ["restart", "done", "--new-id"], ["restart", "done"],
                ["purge", "e/child"],
            ];
            foreach (string[] one in asked)
            {
                await DeskProcess.RunJsonAsync(_folder.Path, ["instances", .. one, .. store]);
            }

            JsonNode before = await DeskProcess.RunJsonAsync(
                _folder.Path, ["instances", "show", "a[b]/c", .. store]);
            Assert.Equal("running", (string)before["instance"]!["status"]!);
            Assert.Equal("go", (string)before["instance"]!["waiting"]![0]!["name"]!);
        });

        Assert.Equal("hello", (await rig.EndAsync("a[b]/c")).ReadOutputAs<string>());
        OrchestrationMetadata ended = await rig.EndAsync("b");
        Assert.Equal((Status.Terminated, "7"), (ended.RuntimeStatus, ended.SerializedOutput));
        await rig.SettleAsync();
        Assert.Equal(Status.Suspended, (await rig.GetAsync("late")).RuntimeStatus);
        Assert.Null(await rig.Client.GetInstanceAsync("e/child"));
        List<OrchestrationMetadata> children = [];
        await foreach (OrchestrationMetadata one in rig.Client.GetAllInstancesAsync())
        {
            if (one.Name == "Child")
            {
                children.Add(one);
            }
        }

        Assert.Equal(2, children.Count);
        Assert.All(children, one => Assert.Equal(Status.Completed, one.RuntimeStatus));
    }

    [Fact]
    public async Task Steer_AStoreAgainstTheState_Fails()
    {
        await using EngineRig rig = await StartAsync();
        string[] store = ["--store", rig.Store.Path];

        await rig.RestartAsync(async () =>
        {
            (string[] Line, string Said)[] refused =
            [
                (["raise", "done", "Go"], "is Completed, so it takes no more events"),
                (["suspend", "done"], "can no longer be suspended"), (["suspend", "nobody"], "'nobody'"),
                (["resume", "b"], "not suspended"), (["purge", "b"], "Running"),
                (["restart", "b"], "has not ended"),
            ];
            foreach ((string[] line, string said) in refused)
            {
                await AssertFailsAsync(1, said, ["instances", .. line, .. store]);
            }

            await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "suspend", "b", .. store]);
            await AssertFailsAsync(1, "suspended already", ["instances", "suspend", "b", .. store]);
            await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "terminate", "b", .. store]);
            await AssertFailsAsync(1, "will be terminated", ["instances", "raise", "b", "Go", .. store]);
        });
    }

    [Fact]
    public async Task Steer_AStoreThatAHostHolds_SaysHowToAskTheHost()
    {
        await using EngineRig rig = await StartAsync();

        await AssertFailsAsync(1, "--url", ["instances", "terminate", "b", "--store", rig.Store.Path]);

        Assert.Equal(Status.Running, (await rig.GetAsync("b")).RuntimeStatus);
    }

    [Fact]
    public async Task Purge_OlderThan_RemovesTheOldEndedOnes()
    {
        await using EngineRig rig = await StartAsync();
        string[] store = ["--store", rig.Store.Path];

        await rig.RestartAsync(async () =>
        {
            // By the rig's clock all that ended did so in January 2026; by the command's that is long ago.
            JsonNode young = await DeskProcess.RunJsonAsync(
                _folder.Path, ["instances", "purge", "--older-than", "36500d", .. store]);
            JsonNode old = await DeskProcess.RunJsonAsync(
                _folder.Path, ["instances", "purge", "--older-than", "1s", "--status", "completed", .. store]);
            Assert.Equal((0, 2), ((int)young["purged"]!, (int)old["purged"]!));
        });

        Assert.Null(await rig.Client.GetInstanceAsync("done"));
        Assert.NotNull(await rig.Client.GetInstanceAsync("b"));
    }

    [Fact]
    public async Task Instances_OfARunningHost_AreSeenAndSteeredByItsAddress()
    {
        await using OperationRoom room = await OperationRoom.StartAsync(Works.All);
        foreach (string id in (string[])["a/b %2F?", "other", "third"])
        {
            await room.BeginAsync("Waiter", id);
        }

        await room.BeginAsync("Child", "done", 1);
        string[] host = ["--url", room.Address.ToString(), "--key", "admin-key-0123456789"];

        JsonNode list = await DeskProcess.RunJsonAsync(
            _folder.Path, ["instances", "--status", "running", .. host]);
        await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "raise", "a/b %2F?", "Go", "\"x\"", .. host]);
        await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "suspend", "other", .. host]);
        await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "terminate", "third", .. host]);
        JsonNode story = await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "show", "a/b %2F?", .. host]);
        JsonNode again = await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "restart", "done", .. host]);
        await room.Rig.SettleAsync();
        JsonNode purged = await DeskProcess.RunJsonAsync(_folder.Path, ["instances", "purge", "done", .. host]);
        JsonNode all = await DeskProcess.RunJsonAsync(
            _folder.Path, ["instances", "purge", "--status", "completed,terminated", .. host]);

        Assert.Equal(["third", "other", "a/b %2F?"], Ids(list));
        Assert.Equal("x", (string)story["instance"]!["output"]!["value"]!);
        Assert.Equal(Status.Suspended, (await room.Rig.GetAsync("other")).RuntimeStatus);
        Assert.Equal("done", (string)again["newId"]!);
        Assert.Equal((1, 2), ((int)purged["purged"]!, (int)all["purged"]!));
        await AssertFailsAsync(1, "'nobody'", ["instances", "show", "nobody", .. host]);
        await AssertFailsAsync(1, "suspended already", ["instances", "suspend", "other", .. host]);
        await AssertFailsAsync(
            1, "403", ["instances", "terminate", "other", "--url", room.Address.ToString(), "--key", "wrong-key"]);
    }

    [Theory]
    [InlineData("instances --status dancing", "dancing")]
    [InlineData("instances --take 0", "--take")]
    [InlineData("instances --token x", "--token")]
    [InlineData("instances list --store nowhere.db", "nowhere.db")]
    [InlineData("instances", "no store here")]
    [InlineData("instances show", "show")]
    [InlineData("instances raise a Go {no --url http://127.0.0.1:9", "JSON")]
    [InlineData("instances raise a  --url http://127.0.0.1:9 --key k", "an event's name")]
    [InlineData("instances purge", "--older-than")]
    [InlineData("instances purge --older-than soon", "--older-than")]
    [InlineData("instances purge a --status completed", "one ID")]
    [InlineData("instances list --url nonsense", "--url")]
    [InlineData("instances list --url http://127.0.0.1:9", "--key")]
    [InlineData("instances list --url http://192.0.2.1:9", "another machine")]
    [InlineData("instances list --url http://127.0.0.1:9 --key clé", "--key")]
    [InlineData("instances show  --url http://127.0.0.1:9 --key k", "cannot stand in an address")]
    [InlineData("instances show .. --url http://127.0.0.1:9 --key k", "cannot stand in an address")]
    public async Task Instances_WrongUsage_ExitsWithTwoAndSaysWhat(string line, string said) =>
        await AssertFailsAsync(2, said, line.Split(' '));

    [Fact]
    public async Task Instances_AmongSeveralStores_NamesEachOnALineOfItsOwn()
    {
        string[] stores = [Path.Combine("a", "store.db"), Path.Combine("b", "store.db")];
        foreach (string store in stores)
        {
            string file = Path.Combine(_folder.Path, ".tradingbase", store);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "");
        }

        (int exitCode, _, string errors) = await DeskProcess.RunAsync(_folder.Path, "instances");

        Assert.Equal(2, exitCode);
        Assert.All(stores, store => Assert.Contains(
            errors.Split('\n'), line => line.TrimEnd().EndsWith(store, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Instances_OfAHostThatIsNotThere_Fails() => await AssertFailsAsync(
        1, "answers at http://127.0.0.1:9/", ["instances", "--url", "http://127.0.0.1:9", "--key", "k"]);

    private static async Task<EngineRig> StartAsync()
    {
        EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), Works.All);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Everything", 21, new StartOrchestrationOptions("e"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        foreach (string id in (string[])["a[b]/c", "b"])
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions(id));
        }

        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Child", 1, new StartOrchestrationOptions("done"));
        await rig.SettleAsync();
        return rig;
    }

    private static IEnumerable<string> Ids(JsonNode page) =>
        page["instances"]!.AsArray().Select(one => (string)one!["id"]!);

    private static void AssertLine(string[] lines, params string[] parts) => Assert.Contains(
        lines, line => Array.TrueForAll(parts, part => line.Contains(part, StringComparison.Ordinal)));

    private async Task AssertFailsAsync(int expected, string said, string[] line)
    {
        (int exitCode, string output, string errors) = await DeskProcess.RunAsync(_folder.Path, line);
        Assert.Equal((expected, ""), (exitCode, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }
}
