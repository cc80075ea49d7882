using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>How the store's processes end.</summary>
/// <param name="Running">Whether one works on it, or worked on it and did not end in order.</param>
/// <param name="Crashes">How many did not end in order, one after the other, without what they had taken up
/// coming to rest.</param>
internal readonly record struct Life(bool Running, int Crashes)
{
    /// <summary>From so many crashes on the orchestrations' own steps are suspects too.</summary>
    private const int Many = 2;

    /// <summary>Whether steps are marked and taken one at a time.</summary>
    internal bool IsCareful => Crashes >= Many;

    /// <summary>The life that begins after this one.</summary>
    internal Life Next => new(true, Running ? Crashes + 1 : Crashes);

    /// <summary>Reads what the former process has left.</summary>
    internal static Life Read(StoreConnection connection) =>
        new(Meta.Read(connection, "running") == 1, (int)Meta.Read(connection, "crashes"));
}

/// <summary>Notes how the process fares.</summary>
/// <param name="life">From now on.</param>
/// <param name="done">Told when it is noted; null for nobody.</param>
/// <param name="failed">Told when it could not be noted.</param>
internal sealed class LifeCommit(Life life, Action? done, Action<Exception> failed) : StoreCommand
{
    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        Meta.Write(connection, "running", life.Running ? 1 : 0);
        Meta.Write(connection, "crashes", life.Crashes);
        if (life.Crashes == 0)
        {
            // What was marked and turned out to be nothing to do.
            connection
                .Statement("""
                    DELETE FROM attempts
                    WHERE task=? AND instance IN (SELECT key FROM instances WHERE completed IS NULL)
                    """)
                .Bind(1, Attempts.Steps)
                .Run();
        }
    }

    /// <inheritdoc/>
    public override void Committed() => done?.Invoke();

    /// <inheritdoc/>
    public override void Failed(Exception reason) => failed(reason);
}
