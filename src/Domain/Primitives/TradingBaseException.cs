namespace TradingBase;

/// <summary>An operating failure of the desk: somebody outside did not do what was asked.</summary>
/// <param name="message">A sentence with the facts.</param>
/// <param name="innerException">What was caught, or null.</param>
/// <remarks>
/// Leaves are sealed and carry their facts as properties. A refusal is a value, never an exception.
/// </remarks>
public abstract class TradingBaseException(string message, Exception? innerException = null)
    : Exception(message, innerException);
