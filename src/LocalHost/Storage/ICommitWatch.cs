namespace TradingBase.LocalHost.Storage;

/// <summary>Is told of commits.</summary>
internal interface ICommitWatch
{
    /// <summary>Whether it wants to know; if not, not even the time is taken.</summary>
    bool IsOn { get; }

    /// <summary>A commit is on the disk; called on the writer's thread, short, and throws nothing.</summary>
    /// <param name="commands">How many commands it carried.</param>
    /// <param name="took">How long it took, the fsync included.</param>
    void Committed(int commands, TimeSpan took);
}
