using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;

namespace TradingBase.AzureHost.Tests.Storage;

/// <summary>A table in memory that keeps the service's rules, and says no as the service does.</summary>
internal sealed partial class FakeTable : TableClient
{
    private const int MaxPage = 1_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Partition, string Row), TableEntity> _rows = new(ByKeys);
    private int _tag;

    /// <summary>Called before each request; a test lets the service fail with it.</summary>
    public Action BeforeRequest { get; set; } = () => { };

    /// <summary>How many rows the service sent, and how many of them with their values.</summary>
    public (int Keys, int Whole) Sent { get; private set; }

    public override string Name => "state";

    private static Comparer<(string Partition, string Row)> ByKeys { get; } =
        Comparer<(string Partition, string Row)>.Create((left, right) =>
            string.CompareOrdinal(left.Partition, right.Partition) is var order and not 0
                ? order
                : string.CompareOrdinal(left.Row, right.Row));

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
    {
        BeforeRequest();
        lock (_gate)
        {
            _rows.TryGetValue((partitionKey, rowKey), out TableEntity? row);
            return Task.FromResult<NullableResponse<T>>(
                new Found<T>(row is null ? null : (T)(object)Copy(row)));
        }
    }

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
    {
        Match range = Range().Match(filter ?? string.Empty);
        Assert.True(range.Success, filter);
        Assert.InRange(maxPerPage ?? MaxPage, 1, MaxPage);
        return new Pages<T>(this, Unquote(range, 1)!, Unquote(range, 2)!, Unquote(range, 3), maxPerPage ?? MaxPage, select is null);
    }

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        BeforeRequest();
        TableTransactionAction[] actions = [.. transactionActions];
        lock (_gate)
        {
            Judge(actions);
            foreach (TableTransactionAction action in actions)
            {
                (string, string) key = (action.Entity.PartitionKey, action.Entity.RowKey);
                _rows.Remove(key);
                if (action.ActionType is not TableTransactionActionType.Delete)
                {
                    TableEntity row = Copy((TableEntity)action.Entity);
                    row.ETag = new(string.Create(CultureInfo.InvariantCulture, $"W/\"{++_tag}\""));
                    _rows[key] = row;
                }
            }
        }

        return Task.FromResult(Response.FromValue<IReadOnlyList<Response>>([], null!));
    }

    private static string? Unquote(Match match, int group) =>
        match.Groups[group].Success
            ? match.Groups[group].Value.Replace("''", "'", StringComparison.Ordinal)
            : null;

    private static TableEntity Copy(TableEntity row) => new(new Dictionary<string, object>(row));

    private static TableTransactionFailedException Refusal(int status, string code, int action)
    {
        RequestFailedException failure = new(status, $"{action}:{code}", code, null);
        failure.Data["FailedEntity"] = action.ToString(CultureInfo.InvariantCulture);
        return new(failure);
    }

    private static long Size(TableEntity row) => row.Sum(property => property.Value switch
    {
        byte[] bytes when bytes.Length <= 65_536 => bytes.Length + (2 * property.Key.Length) + 8,
        string text when text.Length <= 32_768 => (2 * text.Length) + (2 * property.Key.Length) + 8,
        int => 4L + (2 * property.Key.Length) + 8,
        _ => throw new RequestFailedException(
            400, $"{property.Key} is too large.", "PropertyValueTooLarge", null),
    });

    private void Judge(TableTransactionAction[] actions)
    {
        if (actions.Length is < 1 or > 100 || actions.Select(one => one.Entity.PartitionKey).Distinct().Count() != 1)
        {
            throw Refusal(400, "InvalidInput", 0);
        }

        if (actions.Select(one => one.Entity.RowKey).Distinct().Count() != actions.Length)
        {
            throw Refusal(400, "InvalidDuplicateRow", 0);
        }

        // Binary values travel in base 64.
        if (actions.Sum(one => Size((TableEntity)one.Entity) * 4 / 3) > 4 * 1024 * 1024)
        {
            throw Refusal(413, "RequestBodyTooLarge", 0);
        }

        for (int i = 0; i < actions.Length; i++)
        {
            JudgeEntity((TableEntity)actions[i].Entity, i);
            JudgeTag(actions[i], i);
        }
    }

    private static void JudgeEntity(TableEntity entity, int action)
    {
        foreach (string key in new[] { entity.PartitionKey, entity.RowKey })
        {
            if (key.Length > 512 || key.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            {
                throw Refusal(400, "KeyValueInvalid", action);
            }
        }

        if (Size(entity) > 1024 * 1024 || entity.Count > 255)
        {
            throw Refusal(400, "EntityTooLarge", action);
        }
    }

    private void JudgeTag(TableTransactionAction action, int index)
    {
        bool there = _rows.TryGetValue(
            (action.Entity.PartitionKey, action.Entity.RowKey), out TableEntity? row);
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add when there:
                throw Refusal(409, "EntityAlreadyExists", index);
            case TableTransactionActionType.Add:
                return;
            case TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete when !there:
                throw Refusal(404, "ResourceNotFound", index);
            case TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete:
                Assert.NotEqual(default, action.ETag);
                if (action.ETag != ETag.All && action.ETag != row!.ETag)
                {
                    throw Refusal(412, "UpdateConditionNotSatisfied", index);
                }

                return;
            default:
                throw new NotSupportedException($"{action.ActionType} is not used here.");
        }
    }

    [GeneratedRegex("^PartitionKey eq '((?:[^']|'')*)' and RowKey ge '((?:[^']|'')*)'(?: and RowKey lt '((?:[^']|'')*)')?$")]
    private static partial Regex Range();

    private sealed class Found<T>(T? value) : NullableResponse<T>
        where T : class
    {
        public override bool HasValue => value is not null;

        public override T Value => value ?? throw new InvalidOperationException("There is no such row.");

        public override Response GetRawResponse() => null!;
    }

    private sealed class Pages<T>(
        FakeTable table, string partition, string from, string? to, int size, bool whole)
        : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(
            string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask;
            for (string? next = from; next is not null;)
            {
                table.BeforeRequest();
                T[] rows;
                lock (table._gate)
                {
                    rows =
                    [
                        .. table._rows
                            .Where(row => row.Key.Partition == partition && string.CompareOrdinal(row.Key.Row, next) >= 0
                                && (to is null || string.CompareOrdinal(row.Key.Row, to) < 0))
                            .Take(size)
                            .Select(row => (T)(object)(whole ? Copy(row.Value) : new TableEntity { RowKey = row.Key.Row })),
                    ];
                    table.Sent =
                        (table.Sent.Keys + rows.Length, table.Sent.Whole + (whole ? rows.Length : 0));
                }

                next = rows.Length < size ? null : ((TableEntity)(object)rows[^1]).RowKey + ' ';
                yield return Page<T>.FromValues(rows, next, null!);
            }
        }
    }
}
