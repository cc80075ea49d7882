using System.Text;
using System.Text.Json;

namespace TradingBase;

/// <summary>Rows that hold one record each, written in canonical form.</summary>
public static class StateStoreExtensions
{
    /// <summary>How often a change is tried before contention counts as endless.</summary>
    /// <remarks>
    /// Each failed attempt means that another one succeeded, so attempts need no pause between them.
    /// </remarks>
    public const int MaxAttempts = 200;

    /// <summary>Reads the record of one row.</summary>
    /// <returns>The record, or null where there is no row.</returns>
    /// <exception cref="StateDamagedException">The row holds something else.</exception>
    public static async Task<TRecord?> FindRecordAsync<TRecord>(
        this IStateStore store, string partition, string key, CancellationToken cancellationToken)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(store);
        StateRow? row = await store.FindAsync(partition, key, cancellationToken);
        return row?.ToRecord<TRecord>();
    }

    /// <summary>
    /// Changes the record of one row by compare-and-swap, again where somebody else was faster.
    /// </summary>
    /// <param name="store">Where the row is.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="key">Its key.</param>
    /// <param name="change">
    /// Gives the next record from the present one, null where there is none; called again on a race.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The record that stands now; what changes nothing is not written.</returns>
    /// <exception cref="StateContentionException">Others were faster each time.</exception>
    /// <exception cref="StateDamagedException">The row holds something else.</exception>
    public static Task<TRecord> ChangeRecordAsync<TRecord>(
        this IStateStore store, string partition, string key, Func<TRecord?, TRecord> change,
        CancellationToken cancellationToken)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(change);
        return RetryAsync<TRecord>(partition, async () =>
        {
            StateRow? row = await store.FindAsync(partition, key, cancellationToken);
            TRecord next = change(row?.ToRecord<TRecord>());
            byte[] value = ToValue(next);
            if (row is not null && row.Value.Span.SequenceEqual(value))
            {
                return next;
            }

            StateChange swap = row is null ? StateChange.Insert(key, value) : StateChange.Replace(row, value);
            return await store.TrySubmitAsync(partition, [swap], cancellationToken) ? next : null;
        });
    }

    /// <summary>Tries until an attempt gives a result.</summary>
    /// <param name="partition">What is contended for, for the refusal.</param>
    /// <param name="attempt">Reads, decides and submits; null when a row was not as expected.</param>
    /// <returns>The first result.</returns>
    /// <exception cref="StateContentionException">No attempt gave one.</exception>
    public static async Task<TResult> RetryAsync<TResult>(string partition, Func<Task<TResult?>> attempt)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(attempt);
        for (int i = 0; i < MaxAttempts; i++)
        {
            if (await attempt() is { } result)
            {
                return result;
            }
        }

        throw new StateContentionException(partition, MaxAttempts);
    }

    /// <summary>Reads a row's record.</summary>
    /// <exception cref="StateDamagedException">The row holds something else.</exception>
    public static TRecord ToRecord<TRecord>(this StateRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            return JsonSerializer.Deserialize<TRecord>(row.Value.Span, Canonical.Options)
                ?? throw new JsonException("It holds null.");
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or NotSupportedException)
        {
            throw new StateDamagedException(
                row.Partition, row.Key, $"it holds no {typeof(TRecord).Name}: {broken.Message}", broken);
        }
    }

    /// <summary>Writes a record as a row's value.</summary>
    /// <returns>The canonical form in UTF-8.</returns>
    public static byte[] ToValue<TRecord>(TRecord record) => Encoding.UTF8.GetBytes(Canonical.Json(record));
}
