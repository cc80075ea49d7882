using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine.Functions;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Puts functions behind their routes: key, then size and kind of the body, then the
/// function.</summary>
/// <param name="services">Each call gets a scope of them.</param>
/// <param name="gate">Judges keys.</param>
/// <param name="prefix">Stands before every route, from host.json; empty for none.</param>
/// <param name="largestBody">In bytes.</param>
internal sealed class HttpRoutes(IServiceProvider services, KeyGate gate, string prefix, long largestBody)
{
    /// <summary>Maps functions.</summary>
    /// <param name="routes">Gets an endpoint for each.</param>
    /// <param name="functions">Each with an HttpTriggerAttribute.</param>
    /// <exception cref="InvalidOperationException">A route is none, two are the same, or a signature does
    /// not fit.</exception>
    public void Map(IEndpointRouteBuilder routes, IEnumerable<FunctionEntry> functions)
    {
        Dictionary<string, string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (FunctionEntry function in functions)
        {
            var trigger = (HttpTriggerAttribute)function.Trigger;
            string[] methods = [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())];
            RoutePattern pattern = Pattern(function, trigger);
            foreach (string method in methods.DefaultIfEmpty("*"))
            {
                string place = $"{method} {pattern.RawText}";
                if (!taken.TryAdd(place, function.Name))
                {
                    throw new InvalidOperationException(
                        $"Functions '{taken[place]}' and '{function.Name}' have the same route: {place}.");
                }
            }

            Dictionary<string, Type> parameters = PlainParameters(function, pattern);
            RequestDelegate handle = context => HandleAsync(context, function, trigger.AuthLevel, parameters);
            IEndpointConventionBuilder endpoint = methods.Length == 0
                ? routes.Map(pattern, handle)
                : routes.MapMethods(pattern.RawText!, methods, handle);
            endpoint.WithDisplayName(function.Name);
        }
    }

    private RoutePattern Pattern(FunctionEntry function, HttpTriggerAttribute trigger)
    {
        if (function.TriggerType != typeof(HttpRequest))
        {
            throw new InvalidOperationException(
                $"Function '{function.Name}' takes a {function.TriggerType.Name}; "
                + $"a route gives an {nameof(HttpRequest)}.");
        }

        if (trigger.AuthLevel is AuthorizationLevel.User)
        {
            throw new InvalidOperationException(
                $"Function '{function.Name}' asks for AuthorizationLevel.User, which no host has.");
        }

        IConfiguration configuration = services.GetRequiredService<IConfiguration>();
        string route = SettingNames.Resolve(trigger.Route ?? function.Name, configuration, function.Name);
        try
        {
            string start = prefix.Trim('/') is { Length: > 0 } set ? $"/{set}/" : "/";
            return RoutePatternFactory.Parse(start + route.TrimStart('/'));
        }
        catch (RoutePatternException mistake)
        {
            throw new InvalidOperationException($"Function '{function.Name}': {mistake.Message}", mistake);
        }
    }

    private static Dictionary<string, Type> PlainParameters(FunctionEntry function, RoutePattern pattern) =>
        function.Method.GetParameters()
            .Where(parameter => pattern.GetParameter(parameter.Name!) is not null)
            .ToDictionary(
                parameter => parameter.Name!,
                parameter => parameter.ParameterType,
                StringComparer.OrdinalIgnoreCase);

    private async Task HandleAsync(
        HttpContext context,
        FunctionEntry function,
        AuthorizationLevel level,
        Dictionary<string, Type> parameters)
    {
        if (gate.Judge(context.Request, level) is { } refused)
        {
            await RefuseAsync(context, refused, level);
            return;
        }

        if (HttpBody.Judge(context.Request, function, largestBody) is { } wrong)
        {
            await HttpProblems.WriteAsync(context, wrong.Status, wrong.Detail);
            return;
        }

        Dictionary<string, object?> values = Values(context.Request.RouteValues, parameters);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        LocalFunctionContext invocation =
            new(function, scope.ServiceProvider, values, context.RequestAborted);

        // The key under which Azure's worker keeps it, so that GetHttpContext finds it.
        invocation.Items["HttpRequestContext"] = context;
        object? result = await function.InvokeAsync(invocation, context.Request, values);
        await WriteAsync(context, function, result);
    }

    private static Task RefuseAsync(HttpContext context, int status, AuthorizationLevel level)
    {
        if (status != StatusCodes.Status401Unauthorized)
        {
            return HttpProblems.WriteAsync(context, status, level is AuthorizationLevel.Function
                ? "The key is not one of this host's."
                : "The key is not this host's admin key, which this route needs.");
        }

        context.Response.Headers.WWWAuthenticate = "ApiKey header=\"x-functions-key\"";
        return HttpProblems.WriteAsync(context, status, "A key is needed, in the header x-functions-key.");
    }

    private static Dictionary<string, object?> Values(
        RouteValueDictionary route, Dictionary<string, Type> parameters)
    {
        Dictionary<string, object?> values = new(route, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Type type) in parameters)
        {
            if (values.TryGetValue(name, out object? value) && value is string text && type != typeof(string))
            {
                values[name] = Convert(name, text, type);
            }
        }

        return values;
    }

    private static object? Convert(string name, string text, Type type)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception mistake)
            when (mistake is FormatException or ArgumentException or NotSupportedException)
        {
            string plain = (Nullable.GetUnderlyingType(type) ?? type).Name;
            throw new BadHttpRequestException(
                $"'{name}' in the route is '{text}'; expected is a {plain}.", mistake);
        }
    }

    private static Task WriteAsync(HttpContext context, FunctionEntry function, object? result)
    {
        switch (result)
        {
            case IResult answer:
                return answer.ExecuteAsync(context);
            case IActionResult action:
                ActionContext here = new(context, context.GetRouteData(), new ActionDescriptor());
                return action.ExecuteResultAsync(here);
            case null:
                bool promised = function.Method.ReturnType is { IsGenericType: true };
                context.Response.StatusCode =
                    promised ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
                return Task.CompletedTask;
            default:
                return context.Response.WriteAsJsonAsync(result, result.GetType(), context.RequestAborted);
        }
    }
}
