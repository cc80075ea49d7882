using System.Runtime.CompilerServices;

namespace TradingBase.LocalHost.Engine;

/// <summary>Keeps the ids of durable entities, which this host does not run, away from
/// orchestrations.</summary>
internal static class EntityIds
{
    /// <summary>Refuses an id, or the beginning of one, that is kept for entities.</summary>
    /// <param name="id">What was given; null passes.</param>
    /// <param name="argument">The argument's name.</param>
    /// <exception cref="ArgumentException">It begins with '@', as every entity's id (@name@key)
    /// does.</exception>
    internal static void Refuse(string? id, [CallerArgumentExpression(nameof(id))] string? argument = null)
    {
        if (id is ['@', ..])
        {
            throw new ArgumentException(
                $"'{id}' is a durable entity's: ids that begin with '@' are kept for entities, and this host "
                + "runs none.",
                argument);
        }
    }
}
