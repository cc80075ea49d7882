namespace TradingBase;

/// <summary>Lets one caller in at a time, in the order in which they came.</summary>
/// <remarks>
/// Thread-safe. Whoever waits goes on where its own code goes on, with a token too: the framework's semaphore
/// takes a waiter with a token over the thread pool, and a simulation on one thread would not repeat.
/// </remarks>
public sealed class Turnstile
{
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Waits for its turn; every turn ends with <see cref="Leave"/>.</summary>
    /// <param name="cancellationToken">Gives the turn up.</param>
    /// <exception cref="OperationCanceledException">The turn was given up; nothing is to leave.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (!_taken)
            {
                _taken = true;
                return;
            }

            _waiting.Enqueue(turn);
        }

        using CancellationTokenRegistration given = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    /// <summary>Ends a turn: the next that waits has it.</summary>
    /// <exception cref="InvalidOperationException">Nobody has a turn.</exception>
    public void Leave()
    {
        lock (_waiting)
        {
            if (!_taken)
            {
                throw new InvalidOperationException("Nobody is in who could leave.");
            }

            while (_waiting.TryDequeue(out TaskCompletionSource? next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }
}
