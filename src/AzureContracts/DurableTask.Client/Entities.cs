using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client
{
    public sealed class SerializedData
    {
        public SerializedData(string data, DataConverter? converter = null)
        {
            ArgumentNullException.ThrowIfNull(data);
            Value = data;
            Converter = converter ?? JsonDataConverter.Default;
        }

        public string Value { get; }

        public DataConverter Converter { get; }

        public T ReadAs<T>() => Converter.Deserialize<T>(Value)!;
    }
}

namespace Microsoft.DurableTask.Client.Entities
{
    /// <summary>
    /// Declared so that the client's Entities property is whole; no engine of this suite has entities.
    /// </summary>
    public abstract class DurableEntityClient
    {
        protected DurableEntityClient(string name) => Name = name;

        public string Name { get; }

        public abstract Task SignalEntityAsync(
            EntityInstanceId id,
            string operationName,
            object? input = null,
            SignalEntityOptions? options = null,
            CancellationToken cancellation = default);

        public virtual Task SignalEntityAsync(
            EntityInstanceId id,
            string operationName,
            SignalEntityOptions options,
            CancellationToken cancellation = default) =>
            SignalEntityAsync(id, operationName, null, options, cancellation);

        public virtual Task SignalEntityAsync(
            EntityInstanceId id, string operationName, CancellationToken cancellation) =>
            SignalEntityAsync(id, operationName, null, null, cancellation);

        public abstract Task<EntityMetadata?> GetEntityAsync(
            EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

        public virtual Task<EntityMetadata?> GetEntityAsync(
            EntityInstanceId id, CancellationToken cancellation) =>
            GetEntityAsync(id, includeState: true, cancellation);

        public abstract Task<EntityMetadata<T>?> GetEntityAsync<T>(
            EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

        public virtual Task<EntityMetadata<T>?> GetEntityAsync<T>(
            EntityInstanceId id, CancellationToken cancellation) =>
            GetEntityAsync<T>(id, includeState: true, cancellation);

        public abstract AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null);

        public abstract AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null);

        public abstract Task<CleanEntityStorageResult> CleanEntityStorageAsync(
            CleanEntityStorageRequest? request = null,
            bool continueUntilComplete = true,
            CancellationToken cancellation = default);
    }

    public class EntityMetadata<TState>
    {
        private readonly TState? _state;

        public EntityMetadata(EntityInstanceId id)
        {
            Id = id != default
                ? id
                : throw new ArgumentException("An entity's id is not the default value.", nameof(id));
        }

        public EntityMetadata(EntityInstanceId id, TState? state)
            : this(id)
        {
            _state = state;
            IncludesState = state is not null;
        }

        public EntityInstanceId Id { get; }

        public DateTimeOffset LastModifiedTime { get; init; }

        public int BacklogQueueSize { get; init; }

        public string? LockedBy { get; init; }

        [MemberNotNullWhen(true, nameof(State), nameof(_state))]
        public bool IncludesState { get; }

        public TState State => IncludesState
            ? _state
            : throw new InvalidOperationException("The entity was fetched without its state.");
    }

    public sealed class EntityMetadata(EntityInstanceId id, SerializedData? state = null)
        : EntityMetadata<SerializedData>(id, state);

    public record EntityQuery
    {
        public const int DefaultPageSize = 100;

        /// <summary>
        /// Kept as `@name@key`: the `@` is put before it, the name is brought to lower case.
        /// </summary>
        public string? InstanceIdStartsWith
        {
            get;
            init
            {
                if (value is not null)
                {
                    string prefix = value.StartsWith('@') ? value : "@" + value;
                    int separator = prefix.IndexOf('@', 1);
                    int named = separator < 0 ? prefix.Length : separator;
                    field = prefix[..named].ToLowerInvariant() + prefix[named..];
                }
            }
        }

        public DateTimeOffset? LastModifiedFrom { get; init; }

        public DateTimeOffset? LastModifiedTo { get; init; }

        public bool IncludeState { get; init; } = true;

        public bool IncludeTransient { get; init; }

        public int? PageSize { get; init; }

        public string? ContinuationToken { get; init; }
    }

    public readonly record struct CleanEntityStorageRequest
    {
        public static CleanEntityStorageRequest Default => new()
        {
            RemoveEmptyEntities = true,
            ReleaseOrphanedLocks = true,
        };

        public bool RemoveEmptyEntities { get; init; }

        public bool ReleaseOrphanedLocks { get; init; }

        public string? ContinuationToken { get; init; }
    }

    public readonly record struct CleanEntityStorageResult
    {
        public int EmptyEntitiesRemoved { get; init; }

        public int OrphanedLocksReleased { get; init; }

        public string? ContinuationToken { get; init; }
    }
}
