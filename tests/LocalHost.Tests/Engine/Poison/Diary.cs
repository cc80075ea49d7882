namespace TradingBase.LocalHost.Tests.Engine.Poison;

/// <summary>What a process did, kept when it is killed.</summary>
internal sealed class Diary(string file)
{
    private readonly Lock _gate = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            File.AppendAllLines(file, [line]);
        }
    }

    public int Count(string line) =>
        File.Exists(file) ? File.ReadLines(file).Count(other => other == line) : 0;
}
