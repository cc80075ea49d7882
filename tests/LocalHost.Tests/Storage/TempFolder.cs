namespace TradingBase.LocalHost.Tests.Storage;

/// <summary>A folder of its own for one test, removed at its end.</summary>
/// <param name="inMemory">Whether it need not be on a disk, where the system has such a place: for files whose
/// fsyncs prove nothing.</param>
internal sealed class TempFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory($"{Memory}/tradingbase-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("tradingbase-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
