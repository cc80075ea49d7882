using Microsoft.AspNetCore.Http;

namespace TradingBase.Functions;

/// <summary>Answers that say what was wrong, in the form of RFC 9457.</summary>
internal static class Problems
{
    /// <summary>The request cannot be read or asks for something that makes no sense.</summary>
    internal static IResult Wrong(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "The request is wrong.");

    /// <summary>There is no such thing.</summary>
    internal static IResult Unknown(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found.");

    /// <summary>The same id was used for something else.</summary>
    internal static IResult Conflict(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict.");

    /// <summary>The body is longer than is read.</summary>
    internal static IResult TooLarge() => Results.Problem(
        $"At most {JsonBody.LongestBytes} bytes are read.", statusCode: StatusCodes.Status413PayloadTooLarge,
        title: "The body is too large.");
}
