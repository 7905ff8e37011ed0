using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// Ids in paths as they were meant. The server decodes a path except for <c>%2F</c>, so that 'a/b', sent as a%2Fb, and
/// 'a%2Fb', sent as a%252Fb, reach the endpoint alike; the request's own target tells them apart. Runs after routing.
/// </summary>
public sealed class PathParameterMiddleware(RequestDelegate next)
{
    /// <summary>Puts right the route's values that have a percent sign in them.</summary>
    /// <exception cref="ProblemException">
    /// 400, where the target has "." or ".." as a step, which the server has taken out and another server would not.
    /// </exception>
    public Task InvokeAsync(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (MayHaveDots(raw) && raw.Split('?')[0].Split('/').Any(IsDots))
            throw CommonProblems.MalformedRequest.Because("The address has '.' or '..' as a step.");
        if (context.GetEndpoint() is RouteEndpoint endpoint && context.Request.RouteValues.Values.Any(MayBeEscaped))
            Restore(context, endpoint.RoutePattern.PathSegments);
        return next(context);
    }

    private static bool MayHaveDots(string target) =>
        target.Contains("/.", StringComparison.Ordinal) || target.Contains("%2e", StringComparison.OrdinalIgnoreCase);

    private static bool IsDots(string step) => Uri.UnescapeDataString(step) is "." or "..";

    private static bool MayBeEscaped(object? value) => value is string text && text.Contains('%');

    private static void Restore(HttpContext context, IReadOnlyList<RoutePatternPathSegment> pattern)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!target.StartsWith('/')) return;
        var path = target.Split('?')[0].TrimEnd('/')[1..].Split('/');
        // Otherwise the server has taken "." or ".." out of the path.
        if (path.Length != pattern.Count) return;
        for (var i = 0; i < path.Length; i++)
            if (pattern[i].Parts is [RoutePatternParameterPart id])
                context.Request.RouteValues[id.Name] = Uri.UnescapeDataString(path[i]);
    }
}
