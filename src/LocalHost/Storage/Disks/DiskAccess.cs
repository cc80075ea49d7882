namespace TradingBase.LocalHost.Storage.Disks;

/// <summary>One access to a file of the store.</summary>
/// <param name="file">Which file.</param>
/// <param name="operation">What is done.</param>
/// <param name="offset">From which byte; for a truncation the new length; 0 otherwise.</param>
/// <param name="data">What is written, valid during the call only; empty otherwise.</param>
/// <param name="begun">When it began, as <see cref="TimeProvider.GetTimestamp"/> of the system's clock tells
/// it; 0 except for a sync.</param>
internal readonly ref struct DiskAccess(
    DiskFileKind file, DiskOperation operation, long offset, ReadOnlySpan<byte> data, long begun = 0)
{
    internal DiskFileKind File { get; } = file;

    internal DiskOperation Operation { get; } = operation;

    internal long Offset { get; } = offset;

    internal ReadOnlySpan<byte> Data { get; } = data;

    internal long Begun { get; } = begun;
}
