using Microsoft.AspNetCore.Http;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Operations;

/// <summary>Answers that say what was wrong, in the form of RFC 9457.</summary>
internal static class InstanceProblems
{
    /// <summary>The request cannot be read or asks for something that makes no sense.</summary>
    internal static IResult Wrong(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "The request is wrong.");

    /// <summary>There is no such instance.</summary>
    internal static IResult Unknown(string id) => Results.Problem(
        $"There is no instance '{id}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found.");

    /// <summary>Answers with what was done, or with why it could not be.</summary>
    internal static async Task<IResult> AnswerAsync(Func<Task<SteeringDocument>> steer)
    {
        try
        {
            return Results.Json(await steer(), Canonical.Options);
        }
        catch (InstanceNotFoundException nobody)
        {
            return Unknown(nobody.InstanceId);
        }
        catch (InstanceStateException forbidden)
        {
            return Conflict(forbidden.Message);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return Wrong(wrong.Message);
        }
    }

    private static IResult Conflict(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict.");
}
