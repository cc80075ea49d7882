namespace TradingBase.Journal;

/// <summary>Append-only record of what the desk decided and did; one hash chain per stream.</summary>
public interface IJournal
{
    /// <summary>Appends a line, once: a key that is there already gives the line that stands.</summary>
    /// <param name="stream">1 to 200 characters.</param>
    /// <param name="key">Unique in the stream.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="body">Written in canonical form.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="JournalConflictException">The key is there with another content.</exception>
    /// <exception cref="StateUnavailableException">The store cannot be reached.</exception>
    Task<JournalEntry> AppendAsync<TBody>(
        string stream, string key, string kind, DateTimeOffset deskTime, TBody body,
        CancellationToken cancellationToken);

    /// <summary>
    /// Appends a line unless its key is there: the first stands, whatever a later call says of the event.
    /// </summary>
    /// <param name="stream">1 to 200 characters.</param>
    /// <param name="key">Unique in the stream; made of the event, never of the moment of the call.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="deskTime">UTC; of the first call.</param>
    /// <param name="body">Written in canonical form.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The line that stands, which may have another moment and another body.</returns>
    /// <remarks>For what carries a time of its own, and is said again after a stop at another one.</remarks>
    /// <exception cref="StateUnavailableException">The store cannot be reached.</exception>
    Task<JournalEntry> AppendFirstAsync<TBody>(
        string stream, string key, string kind, DateTimeOffset deskTime, TBody body,
        CancellationToken cancellationToken);

    /// <summary>Reads a stream from a line on.</summary>
    /// <param name="stream">Which.</param>
    /// <param name="fromSequence">The first line wanted; 1 for all.</param>
    /// <param name="atMost">How many lines.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(
        string stream, long fromSequence, int atMost, CancellationToken cancellationToken);

    /// <summary>Lists the streams in ordinal order, for pages.</summary>
    Task<IReadOnlyList<string>> ListStreamsAsync(
        string? after, int atMost, CancellationToken cancellationToken);

    /// <summary>Computes the head over all streams.</summary>
    Task<JournalHead> HeadAsync(CancellationToken cancellationToken);

    /// <summary>Walks every chain.</summary>
    Task<JournalCheck> VerifyAsync(CancellationToken cancellationToken);
}
