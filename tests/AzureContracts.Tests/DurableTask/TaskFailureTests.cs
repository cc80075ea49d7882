using DurableTask.Core;
using Microsoft.DurableTask;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace TradingBase.AzureContracts.Tests.DurableTask;

public sealed class TaskFailureTests
{
    [Fact]
    public void IsCausedBy_TheTypeOrABase_IsTrue()
    {
        TaskFailureDetails details = Named("System.ArgumentNullException");
        Type baseType = typeof(SystemException);

        Assert.True(details.IsCausedBy<ArgumentNullException>());
        Assert.True(details.IsCausedBy<ArgumentException>());
        Assert.True(details.IsCausedBy<Exception>());
        Assert.True(details.IsCausedBy(baseType));
        Assert.False(details.IsCausedBy<FormatException>());
        Assert.False(details.IsCausedBy<ArgumentOutOfRangeException>());
    }

    [Fact]
    public void IsCausedBy_TypeOfTheCallerOrOfAThirdAssembly_IsFoundByName()
    {
        string own = typeof(VenueRefusedException).FullName!;
        string third = typeof(Azure.RequestFailedException).FullName!;

        Assert.True(Named(own).IsCausedBy<InvalidOperationException>());
        Assert.True(Named(own).IsCausedBy<VenueRefusedException>());
        Assert.False(Named(own).IsCausedBy<FormatException>());
        Assert.True(Named(third).IsCausedBy<Exception>());
        Assert.False(Named(third).IsCausedBy<InvalidOperationException>());
    }

    [Theory]
    [InlineData("No.Such.Exception")]
    [InlineData("")]
    public void IsCausedBy_TypeThatIsNowhere_IsFalseEvenForException(string type) =>
        Assert.False(Named(type).IsCausedBy<Exception>());

    [Fact]
    public void IsCausedBy_NotAnException_IsRefused()
    {
        TaskFailureDetails details = Named("System.FormatException");

        Assert.Throws<ArgumentException>(() => details.IsCausedBy(typeof(string)));
        Assert.Throws<ArgumentNullException>(() => details.IsCausedBy(null!));
    }

    [Fact]
    public void IsCausedBy_OnceAsked_MakesTheDetailsUnequalToOnesNeverAsked()
    {
        TaskFailureDetails asked = Named("System.FormatException");
        Assert.Equal(Named("System.FormatException"), asked);

        asked.IsCausedBy<FormatException>();

        Assert.NotEqual(Named("System.FormatException"), asked);
    }

    [Fact]
    public void FromException_NestedCauses_KeepsThemAll()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(Thrown());

        Assert.Equal(typeof(VenueRefusedException).FullName, details.ErrorType);
        Assert.Equal("refused", details.ErrorMessage);
        Assert.Contains(nameof(Thrown), details.StackTrace, StringComparison.Ordinal);
        Assert.Equal("System.FormatException: not a price", details.InnerFailure?.ToString());
        Assert.Equal("System.TimeoutException: late", details.InnerFailure?.InnerFailure?.ToString());
        Assert.Null(details.InnerFailure?.InnerFailure?.InnerFailure);
        Assert.Null(details.Properties);
    }

    [Fact]
    public void FromException_GenericType_IsNamedInAFormThatIsNotFoundAgain()
    {
        TaskFailureDetails details = TaskFailureDetails.FromException(new RefusedException<int>());

        Assert.Equal(typeof(RefusedException<int>).ToString(), details.ErrorType);
        Assert.False(details.IsCausedBy<RefusedException<int>>());
    }

    [Fact]
    public void FromException_OfTheCoreLibrary_ShowsWhatFailedInside()
    {
        Dictionary<string, object?> properties = new() { ["code"] = 7 };
        FailureDetails cause = new("System.TimeoutException", "late", null, null, isNonRetriable: false);
        FailureDetails failure = new("System.FormatException", "bad", "at X", cause, false, properties);
        CoreTaskFailedException core = new("wrapped") { FailureDetails = failure };

        TaskFailureDetails details = TaskFailureDetails.FromException(core);

        Assert.Equal("System.FormatException: bad", details.ToString());
        Assert.Equal("System.TimeoutException: late", details.InnerFailure?.ToString());
        Assert.Equal(7, details.Properties?["code"]);
        Assert.Equal(
            "(unknown): (unknown)",
            TaskFailureDetails.FromException(new CoreTaskFailedException()).ToString());
    }

    [Fact]
    public void TaskFailedException_Details_NameTaskAndReason()
    {
        TaskFailureDetails details = Named("System.FormatException");

        TaskFailedException failed = new("TakeSnapshot", 3, details);

        Assert.Equal("Task 'TakeSnapshot' (#3) failed with an unhandled exception: bad", failed.Message);
        Assert.Equal("TakeSnapshot", failed.TaskName);
        Assert.Equal(3, failed.TaskId);
        Assert.Same(details, failed.FailureDetails);
        Assert.Null(failed.InnerException);
    }

    [Fact]
    public void TaskFailedException_Cause_IsKeptBesideItsDetails()
    {
        FormatException cause = new("not a price");

        TaskFailedException failed = new("TakeSnapshot", 3, cause);

        Assert.Equal(
            "Task 'TakeSnapshot' (#3) failed with an unhandled exception: not a price",
            failed.Message);
        Assert.Same(cause, failed.InnerException);
        Assert.True(failed.FailureDetails.IsCausedBy<FormatException>());
    }

    private static TaskFailureDetails Named(string type) => new(type, "bad", null, null, null);

    private static VenueRefusedException Thrown()
    {
        try
        {
            FormatException cause = new("not a price", new TimeoutException("late"));
            throw new VenueRefusedException("refused", cause);
        }
        catch (VenueRefusedException exception)
        {
            return exception;
        }
    }

    private sealed class VenueRefusedException(string message, Exception cause)
        : InvalidOperationException(message, cause);

    private sealed class RefusedException<T> : Exception;
}
