namespace TradingBase.Risk;

/// <summary>Holds the desk's one state.</summary>
public interface IDeskStateStore
{
    /// <summary>Reads it.</summary>
    /// <returns>The state, or null before the desk was opened for the first time.</returns>
    Task<DeskState?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Changes it by compare-and-swap, again where another process was faster.</summary>
    /// <param name="change">
    /// Gives the next state from the present one, null before the first; called again on a race.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The state that stands now.</returns>
    Task<DeskState> ChangeAsync(Func<DeskState?, DeskState> change, CancellationToken cancellationToken);
}
