namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>Counts a record's lines while another process writes them.</summary>
internal sealed class CrashRecordWatch(string path) : IDisposable
{
    private readonly FileStream _file = new(
        path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    private readonly byte[] _read = new byte[64 << 10];
    private int _lines;

    /// <summary>How many there are now; reads what is new only.</summary>
    internal int Lines()
    {
        while (_file.Read(_read) is > 0 and var count)
        {
            _lines += _read.AsSpan(0, count).Count((byte)'\n');
        }

        return _lines;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
