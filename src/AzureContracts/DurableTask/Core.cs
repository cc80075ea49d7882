namespace DurableTask.Core
{
    /// <summary>The core library's form of a failure; a retry policy's Handle reads it.</summary>
    public class FailureDetails
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
    }
}

// The core library's exceptions are older than nullable annotations, so they have none here either.
#nullable disable
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

#nullable enable
        public FailureDetails? FailureDetails { get; set; }
#nullable disable
    }

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
