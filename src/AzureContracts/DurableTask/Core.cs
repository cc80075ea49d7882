namespace DurableTask.Core
{
    /// <summary>The core library's form of a failure; a retry policy's Handle reads it.</summary>
    public class FailureDetails : IEquatable<FailureDetails>
    {
        public FailureDetails(
            string errorType,
            string errorMessage,
            string? stackTrace,
            FailureDetails? innerFailure,
            bool isNonRetriable,
            IDictionary<string, object?>? properties = null)
        {
            ErrorType = errorType;
            ErrorMessage = errorMessage;
            StackTrace = stackTrace;
            InnerFailure = innerFailure;
            IsNonRetriable = isNonRetriable;
            Properties = properties;
        }

        public string ErrorType { get; }

        public string ErrorMessage { get; }

        public string? StackTrace { get; }

        public FailureDetails? InnerFailure { get; }

        public bool IsNonRetriable { get; }

        public IDictionary<string, object?>? Properties { get; }

        public override string ToString() => $"{ErrorType}: {ErrorMessage}";

        public bool Equals(FailureDetails? other) => other is not null
            && (ErrorType, ErrorMessage, StackTrace)
                == (other.ErrorType, other.ErrorMessage, other.StackTrace)
            && InnerFailure == other.InnerFailure;

        public override bool Equals(object? obj) => Equals(obj as FailureDetails);

        public override int GetHashCode() =>
            (ErrorType, ErrorMessage, StackTrace, InnerFailure).GetHashCode();
    }
}

namespace DurableTask.Core.Exceptions
{
    public class OrchestrationException : Exception
    {
        public OrchestrationException()
        {
        }

        public OrchestrationException(string message)
            : base(message)
        {
        }

        public OrchestrationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public OrchestrationException(int eventId, string message, Exception innerException)
            : base(message, innerException)
        {
            EventId = eventId;
        }

        public int EventId { get; set; }

        public FailureDetails? FailureDetails { get; set; }
    }

// The three below have no nullable annotations in the package, so they have none here either.
#nullable disable

    public class TaskFailedException : OrchestrationException
    {
        public TaskFailedException()
        {
        }

        public TaskFailedException(string reason)
            : base(reason)
        {
        }

        public TaskFailedException(string reason, Exception innerException)
            : base(reason, innerException)
        {
        }

        public TaskFailedException(
            int eventId, int scheduleId, string name, string version, string reason, Exception cause)
            : base(eventId, reason, cause)
        {
            ScheduleId = scheduleId;
            Name = name;
            Version = version;
        }

        public int ScheduleId { get; set; }

        public string Name { get; set; }

        public string Version { get; set; }
    }

    public class SubOrchestrationFailedException : OrchestrationException
    {
        public SubOrchestrationFailedException()
        {
        }

        public SubOrchestrationFailedException(string reason)
            : base(reason)
        {
        }

        public SubOrchestrationFailedException(string reason, Exception innerException)
            : base(reason, innerException)
        {
        }

        public SubOrchestrationFailedException(
            int eventId, int scheduleId, string name, string version, string reason, Exception cause)
            : base(eventId, reason, cause)
        {
            ScheduleId = scheduleId;
            Name = name;
            Version = version;
        }

        public int ScheduleId { get; set; }

        public string Name { get; set; }

        public string Version { get; set; }
    }

    public class OrchestrationAlreadyExistsException : InvalidOperationException
    {
        public OrchestrationAlreadyExistsException()
        {
        }

        public OrchestrationAlreadyExistsException(string message)
            : base(message)
        {
        }

        public OrchestrationAlreadyExistsException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
