using System.Net;
using Azure;
using Azure.Data.Tables;

namespace TradingBase.AzureHost.Storage;

/// <summary>The state in one table of Azure Storage: partition and key are the row's own.</summary>
/// <param name="table">The table; it is there already.</param>
/// <remarks>
/// A value lies in the binary properties V0, V1, … of 64 KiB each, so a row holds at most <see
/// cref="MaxValueBytes"/>. A version is the row's ETag. The service reads forwards only: a reading that
/// starts at the newest row walks the
/// keys of the range first. When an answer of the service is lost, a submit that was carried out may be told
/// as one that was not; whoever submits reads again before it tries again. Thread-safe.
/// </remarks>
internal sealed class TableStateStore(TableClient table) : IStateStore
{
    /// <summary>The largest value of a row, bytes: what 1 MiB leaves beside names and keys.</summary>
    public const int MaxValueBytes = 15 * PartBytes;

    /// <summary>
    /// The largest sum of values in one submit, bytes: what 4 MiB leaves in their written form.
    /// </summary>
    public const int MaxSubmitBytes = 3_000_000;

    private const int PartBytes = 64 * 1024;
    private const string Parts = "Parts";

    /// <inheritdoc/>
    public async Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        StateRules.Name(partition);
        StateRules.Name(key);
        try
        {
            NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
                partition, key, cancellationToken: cancellationToken);
            return found.HasValue ? ToRow(found.Value!) : null;
        }
        catch (RequestFailedException failure)
        {
            throw Unavailable(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StateRow>> ReadAsync(
        string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
        CancellationToken cancellationToken)
    {
        StateRules.Range(partition, fromKey, toKey, atMost);
        try
        {
            if (!newestFirst)
            {
                return await QueryAsync(partition, fromKey, toKey, atMost, cancellationToken);
            }

            string? first = await FindFirstOfLastAsync(partition, fromKey, toKey, atMost, cancellationToken);
            if (first is null)
            {
                return [];
            }

            // Rows that came since the walk are newer than those it saw: they go first, and push others out.
            IReadOnlyList<StateRow> rows =
                await QueryAsync(partition, first, toKey, int.MaxValue, cancellationToken);
            return [.. rows.Reverse().Take(atMost)];
        }
        catch (RequestFailedException failure)
        {
            throw Unavailable(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TrySubmitAsync(
        string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
    {
        StateRules.Submit(partition, changes);
        CheckSize(partition, changes);
        try
        {
            await table.SubmitTransactionAsync(
                changes.Select(change => ToAction(partition, change)), cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when ((HttpStatusCode)failure.Status
            is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound
            && failure.ErrorCode is "EntityAlreadyExists" or "UpdateConditionNotSatisfied"
                or "ResourceNotFound" or "EntityNotFound")
        {
            return false;
        }
        catch (RequestFailedException failure)
        {
            throw Unavailable(failure);
        }
    }

    private static void CheckSize(string partition, IReadOnlyList<StateChange> changes)
    {
        long sum = 0;
        foreach (StateChange change in changes)
        {
            int length = change.Value?.Length ?? 0;
            sum += length;
            if (length > MaxValueBytes)
            {
                throw new StateTooLargeException(
                    $"Row '{change.Key}' of '{partition}'", length, MaxValueBytes);
            }
        }

        if (sum > MaxSubmitBytes)
        {
            throw new StateTooLargeException($"A submit to '{partition}'", sum, MaxSubmitBytes);
        }
    }

    private static TableTransactionAction ToAction(string partition, StateChange change)
    {
        TableEntity entity = new(partition, change.Key);
        if (change.Value is not { } value)
        {
            return new(TableTransactionActionType.Delete, entity, new ETag(change.ExpectedVersion!));
        }

        int parts = 0;
        for (int from = 0; from < value.Length; from += PartBytes)
        {
            entity[$"V{parts++}"] = value[from..Math.Min(value.Length, from + PartBytes)].ToArray();
        }

        entity[Parts] = parts;
        return change.ExpectedVersion is { } version
            ? new(TableTransactionActionType.UpdateReplace, entity, new ETag(version))
            : new(TableTransactionActionType.Add, entity);
    }

    private static StateRow ToRow(TableEntity entity)
    {
        int parts = entity.GetInt32(Parts) ?? 0;
        byte[] value = parts == 1
            ? entity.GetBinary("V0")!
            : [.. Enumerable.Range(0, parts).SelectMany(i => entity.GetBinary($"V{i}")!)];
        return new(entity.PartitionKey, entity.RowKey, value, entity.ETag.ToString());
    }

    private static string Filter(string partition, string? fromKey, string? toKey)
    {
        string from = fromKey ?? string.Empty;
        return toKey is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from}")
            : TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {toKey}");
    }

    private async Task<IReadOnlyList<StateRow>> QueryAsync(
        string partition, string? fromKey, string? toKey, int atMost, CancellationToken cancellationToken)
    {
        List<StateRow> rows = [];
        AsyncPageable<TableEntity> found = table.QueryAsync<TableEntity>(
            Filter(partition, fromKey, toKey), Math.Min(atMost, 1_000), cancellationToken: cancellationToken);
        await foreach (TableEntity entity in found)
        {
            rows.Add(ToRow(entity));
            if (rows.Count == atMost)
            {
                break;
            }
        }

        return rows;
    }

    private async Task<string?> FindFirstOfLastAsync(
        string partition, string? fromKey, string? toKey, int atMost, CancellationToken cancellationToken)
    {
        Queue<string> last = new();
        AsyncPageable<TableEntity> keys = table.QueryAsync<TableEntity>(
            Filter(partition, fromKey, toKey), select: [nameof(TableEntity.RowKey)],
            cancellationToken: cancellationToken);
        await foreach (TableEntity entity in keys)
        {
            last.Enqueue(entity.RowKey);
            if (last.Count > atMost)
            {
                last.Dequeue();
            }
        }

        return last.TryPeek(out string? first) ? first : null;
    }

    private StateUnavailableException Unavailable(RequestFailedException failure) =>
        new(
            $"table {table.Name}",
            $"status {failure.Status}, {failure.ErrorCode}: {failure.Message}",
            failure);
}
