using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Storage;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace TradingBase.LocalHost.Tests.Engine.Poison;

/// <summary>Work that really ends its process, started again each time.</summary>
public sealed class PoisonProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Activity_ThatKillsItsProcess_FailsAfterFiveAttemptsAndItsNeighboursComplete(bool replay)
    {
        int deaths = await RunToTheEndAsync(replay, nameof(Deadly.CallsKillingActivity));

        Assert.Equal(5, deaths);
        Assert.Equal(5, new Diary(_folder.File("diary.txt")).Count("culprit"));
        using StoreFile store = Open();
        OrchestrationMetadata culprit = Find(store, "culprit");
        Assert.Equal(typeof(PoisonWorkException).FullName, culprit.ReadOutputAs<string>());
        AttemptMark mark = Assert.Single(store.Read(Attempts.Read));
        Assert.Equal(5, mark.Begun);
        AssertNeighboursCompleted(store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orchestration_ThatKillsItsProcess_FailsAfterFiveAttemptsWithItsHistoryKept(bool replay)
    {
        int deaths = await RunToTheEndAsync(replay, nameof(Deadly.KillsInStep));

        Assert.Equal(5, deaths);
        Assert.Equal(5, new Diary(_folder.File("diary.txt")).Count("step"));
        using StoreFile store = Open();
        OrchestrationMetadata culprit = Find(store, "culprit");
        Assert.Equal(Status.Failed, culprit.RuntimeStatus);
        Assert.Equal(typeof(PoisonWorkException).FullName, culprit.FailureDetails!.ErrorType);
        Assert.Contains("'culprit' was begun 5 times", culprit.FailureDetails.ErrorMessage);
        Assert.NotEmpty(store.Read(connection => InstanceStore.ReadHistory(
            connection, InstanceStore.Find(connection, "culprit")!.Value.Key)).Events);
        AttemptMark mark = Assert.Single(store.Read(Attempts.Read));
        Assert.Equal((Attempts.Steps, 5), (mark.Task, mark.Begun));
        AssertNeighboursCompleted(store);
    }

    private static void AssertNeighboursCompleted(StoreFile store)
    {
        for (int i = 0; i < 8; i++)
        {
            OrchestrationMetadata neighbour = Find(store, $"neighbour-{i}");
            Assert.Equal(Status.Completed, neighbour.RuntimeStatus);
            Assert.Equal(4 * "neighbour-0".Length, neighbour.ReadOutputAs<int>());
        }
    }

    private static OrchestrationMetadata Find(StoreFile store, string id) =>
        new InstanceQueries(store, new PayloadConverter(null)).Find(id, full: true)!;

    private StoreFile Open() => StoreFile.Open(
        _folder.File("store.db"), [new EngineSchema()], NullLoggerFactory.Instance);

    private async Task<int> RunToTheEndAsync(bool replay, string culprit)
    {
        int deaths = 0;
        while (await RunAsync(replay, culprit) != 0)
        {
            deaths++;
            Assert.True(deaths < 20, $"The process died {deaths} times.");
        }

        return deaths;
    }

    private async Task<int> RunAsync(bool replay, string culprit)
    {
        string here = AppContext.BaseDirectory;
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "exec", "--runtimeconfig", Path.Combine(here, "TradingBase.LocalHost.Tests.runtimeconfig.json"),
            "--depsfile", Path.Combine(here, "TradingBase.LocalHost.Tests.deps.json"),
            Path.Combine(here, "TradingBase.LocalHost.Tests.dll"), _folder.Path, $"{replay}", culprit,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            string errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.DoesNotContain("Unhandled exception", errors);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
