using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Kernel.Settings;

/// <summary>
/// The endpoints of a setting. Its slice adds what is its own: names, texts, an example, scope and callers.
/// </summary>
public static class SettingEndpoints
{
    /// <summary>Maps the PUT.</summary>
    public static RouteHandlerBuilder MapPutSetting<T>(this IEndpointRouteBuilder routes, string path)
        where T : class =>
        routes.MapPut(path, (
            T body, [FromHeader(Name = "If-Match")] string? ifMatch, IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new PutSetting<T>(body, ifMatch), cancel));

    /// <summary>Maps the GET.</summary>
    public static RouteHandlerBuilder MapGetSetting<T>(this IEndpointRouteBuilder routes, string path)
        where T : class =>
        routes.MapGet(path, (IMediator mediator, CancellationToken cancel) =>
            mediator.Send(new GetSetting<T>(), cancel));
}
