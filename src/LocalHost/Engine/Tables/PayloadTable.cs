using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Long payloads, kept once and out of line, so that no row or history carries them along.</summary>
/// <remarks>
/// Each belongs to one instance, and is written in the commit that writes its reference. It goes with its
/// instance, or before that when a continue-as-new or a newer status has left nothing that refers to it.
/// </remarks>
internal static class PayloadTable
{
    /// <summary>Writes a payload.</summary>
    internal static void Insert(
        StoreConnection connection, long instance, PayloadReference reference, PackedPayload packed) =>
        connection.Statement("INSERT INTO payloads(id, instance, bytes) VALUES(?, ?, ?)")
            .Bind(1, reference.Id).Bind(2, instance).Bind(3, packed.Bytes).Run();

    /// <summary>Puts a parcel where it belongs.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="numbers">Gives it a number when it goes out of line.</param>
    /// <param name="instance">Whose it is.</param>
    /// <param name="parcel">The payload.</param>
    /// <returns>What stands in the row: the payload itself, or its reference.</returns>
    internal static byte[]? Put(
        StoreConnection connection, InstanceTable numbers, long instance, Parcel parcel)
    {
        if (parcel.Packed is not { } packed)
        {
            return parcel.Bytes;
        }

        PayloadReference reference = packed.Reference(numbers.NextPayload());
        Insert(connection, instance, reference, packed);
        return reference.Encoded;
    }

    /// <summary>Reads a payload.</summary>
    /// <exception cref="InvalidDataException">It is not there: its instance is gone.</exception>
    internal static byte[] Read(StoreConnection connection, PayloadReference reference)
    {
        StoreStatement read = connection
            .Statement("SELECT bytes FROM payloads WHERE id=?").Bind(1, reference.Id);
        if (!read.Read())
        {
            throw new InvalidDataException($"Payload {reference.Id} is not in the store.");
        }

        byte[] packed = read.Blob(0)!;
        read.Reset();
        return reference.Unpack(packed);
    }

    /// <summary>The payload that a column stands for.</summary>
    /// <param name="connection">In the reading that gave the column, so that both are of one moment.</param>
    /// <param name="stored">The column; null for none.</param>
    internal static byte[]? Resolve(StoreConnection connection, byte[]? stored) =>
        PayloadReference.Of(stored) is { } reference ? Read(connection, reference) : stored;

    /// <summary>Removes one payload.</summary>
    internal static void Delete(StoreConnection connection, long id) =>
        connection.Statement("DELETE FROM payloads WHERE id=?").Bind(1, id).Run();

    /// <summary>Removes what an instance's column refers to, before the column is written anew.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="instance">Whose.</param>
    /// <param name="select">Reads that column by the instance's key.</param>
    internal static void DeleteReferred(StoreConnection connection, long instance, string select)
    {
        StoreStatement read = connection.Statement(select).Bind(1, instance);
        PayloadReference? reference = read.Read() ? PayloadReference.Of(read.Blob(0)) : null;
        read.Reset();
        if (reference is not null)
        {
            Delete(connection, reference.Id);
        }
    }
}
