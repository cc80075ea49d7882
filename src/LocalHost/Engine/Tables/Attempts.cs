using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>The table <c>attempts</c>: what was begun again, and how often it was begun in all.</summary>
/// <remarks>
/// Only what a start takes up after a process that did not end in order is marked. A mark that is still
/// there at the next such start has not survived its attempt; one of the most attempts is evidence and stays
/// as long as its instance does.
/// </remarks>
internal static class Attempts
{
    /// <summary>The number of task that stands for an orchestration's own steps.</summary>
    internal const int Steps = -1;

    /// <summary>Writes a mark over an older one; none for an instance that is gone.</summary>
    internal static void Put(StoreConnection connection, in AttemptMark mark) => connection
        .Statement("""
            INSERT OR REPLACE INTO attempts(instance, generation, task, begun, last)
            SELECT key, ?1, ?2, ?3, ?4 FROM instances WHERE key = ?5
            """)
        .Bind(1, mark.Generation)
        .Bind(2, mark.Task)
        .Bind(3, mark.Begun)
        .Bind(4, mark.Last)
        .Bind(5, mark.Instance)
        .Run();

    /// <summary>Removes one mark.</summary>
    internal static void Delete(StoreConnection connection, long instance, int generation, int task) =>
        connection
            .Statement("DELETE FROM attempts WHERE instance=? AND generation=? AND task=?")
            .Bind(1, instance)
            .Bind(2, generation)
            .Bind(3, task)
            .Run();

    /// <summary>Removes all marks of an instance.</summary>
    internal static void Delete(StoreConnection connection, long instance) =>
        connection.Statement("DELETE FROM attempts WHERE instance=?").Bind(1, instance).Run();

    /// <summary>Reads all marks.</summary>
    internal static List<AttemptMark> Read(StoreConnection connection)
    {
        List<AttemptMark> marks = [];
        StoreStatement read = connection.Statement(
            "SELECT instance, generation, task, begun, last FROM attempts");
        while (read.Read())
        {
            marks.Add(new(read.Int64(0), read.Int32(1), read.Int32(2), read.Int32(3), read.Int64(4)));
        }

        return marks;
    }
}

/// <summary>How often something was begun.</summary>
/// <param name="Instance">The store's number of the instance.</param>
/// <param name="Generation">The generation that called; 0 for steps.</param>
/// <param name="Task">The number of the call, or <see cref="Attempts.Steps"/>.</param>
/// <param name="Begun">The first time included, which nothing marks.</param>
/// <param name="Last">UTC ticks of the last time.</param>
internal readonly record struct AttemptMark(
    long Instance, int Generation, int Task, int Begun, long Last);
