using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>The program itself, as a user starts it: a process with files, output and an exit code.</summary>
internal sealed class DeskProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private DeskProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens and where its files are; known once it serves.</summary>
    internal JsonNode Running { get; private set; } = new JsonObject();

    /// <summary>What it wrote to standard error so far.</summary>
    internal string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Runs a command to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string folder, params string[] arguments)
    {
        await using DeskProcess desk = new(Make(folder, arguments));
        using CancellationTokenSource patience = new(Patience);
        string output = await desk._process.StandardOutput.ReadToEndAsync(patience.Token);
        await desk._process.WaitForExitAsync(patience.Token);
        return (desk._process.ExitCode, output, desk.Errors);
    }

    /// <summary>Runs a command and reads its one JSON document.</summary>
    internal static async Task<JsonNode> RunJsonAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await RunAsync(folder, [.. arguments, "--json"]);
        Assert.True(exitCode == 0, $"Exit code {exitCode}: {errors}");
        return JsonNode.Parse(output)!;
    }

    /// <summary>Starts <c>serve</c> on a free port and waits until it listens.</summary>
    internal static async Task<DeskProcess> ServeAsync(string folder, params string[] arguments)
    {
        DeskProcess desk = new(Make(folder, ["serve", "--port", "0", "--json", .. arguments]));
        using CancellationTokenSource patience = new(Patience);
        StringBuilder document = new();
        while (await desk._process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            document.AppendLine(line);
            if (line == "}")
            {
                desk.Running = JsonNode.Parse(document.ToString())!;
                return desk;
            }
        }

        await desk._process.WaitForExitAsync(patience.Token);
        throw new InvalidOperationException($"serve ended with {desk._process.ExitCode}: {desk.Errors}");
    }

    /// <summary>A client with the key of a kind, <c>readKey</c> or <c>adminKey</c>, or none.</summary>
    internal HttpClient Client(string? key = "readKey")
    {
        HttpClient client = new() { BaseAddress = new((string)Running["address"]!) };
        if (key is not null)
        {
            using JsonDocument keys = JsonDocument.Parse(File.ReadAllText((string)Running["keys"]!));
            client.DefaultRequestHeaders.Add(
                "x-functions-key", keys.RootElement.GetProperty(key).GetString());
        }

        return client;
    }

    /// <summary>Ends the process at once, as a power cut would: SIGKILL, no handler runs.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Process Make(string folder, string[] arguments)
    {
        // The tests' own runtime configuration names the frameworks that the program needs too.
        string here = AppContext.BaseDirectory;
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add("--runtimeconfig");
        start.ArgumentList.Add(Path.Combine(here, "TradingBase.LocalHost.Tests.runtimeconfig.json"));
        start.ArgumentList.Add("--depsfile");
        start.ArgumentList.Add(Path.Combine(here, "TradingBase.LocalHost.Tests.deps.json"));
        start.ArgumentList.Add(Path.Combine(here, "TradingBase.LocalHost.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new Process { StartInfo = start };
    }

    private static bool IsDotnet(string path) =>
        Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
}
