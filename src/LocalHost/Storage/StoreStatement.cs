using SQLitePCL;

namespace TradingBase.LocalHost.Storage;

/// <summary>A prepared statement: bind from 1, then run it or read its rows from column 0.</summary>
/// <remarks>Not thread safe; it belongs to its connection. Reading to the end resets it.</remarks>
internal sealed class StoreStatement(StoreConnection owner, sqlite3_stmt handle)
{
    internal sqlite3_stmt Handle { get; } = handle;

    public StoreStatement Bind(int index, long value)
    {
        owner.Check(raw.sqlite3_bind_int64(Handle, index, value));
        return this;
    }

    public StoreStatement Bind(int index, long? value) =>
        value is { } known ? Bind(index, known) : BindNull(index);

    public StoreStatement Bind(int index, string? value)
    {
        owner.Check(value is null
            ? raw.sqlite3_bind_null(Handle, index)
            : raw.sqlite3_bind_text(Handle, index, value));
        return this;
    }

    public StoreStatement Bind(int index, byte[]? value) =>
        value is null ? BindNull(index) : Bind(index, value.AsSpan());

    public StoreStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite takes "no address" for NULL.
        owner.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(Handle, index, 0)
            : raw.sqlite3_bind_blob(Handle, index, value));
        return this;
    }

    public StoreStatement BindNull(int index)
    {
        owner.Check(raw.sqlite3_bind_null(Handle, index));
        return this;
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Run()
    {
        int code = raw.sqlite3_step(Handle);
        raw.sqlite3_reset(Handle);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw owner.Fault(code);
        }

        return raw.sqlite3_changes(owner.Database);
    }

    /// <summary>Steps to the next row.</summary>
    /// <returns>False when there is none; the statement can then be bound again.</returns>
    public bool Read()
    {
        int code = raw.sqlite3_step(Handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        raw.sqlite3_reset(Handle);
        return code == raw.SQLITE_DONE ? false : throw owner.Fault(code);
    }

    /// <summary>Ends a reading before its last row.</summary>
    public void Reset() => raw.sqlite3_reset(Handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(Handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(Handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(Handle, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public string? Text(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_text(Handle, column).utf8_to_string();

    public byte[]? Blob(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_blob(Handle, column).ToArray();
}
