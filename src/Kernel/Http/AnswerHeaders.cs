using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// What every answer says to browsers and caches: its media type is what it is, and nobody keeps it unless its
/// endpoint says otherwise.
/// </summary>
public sealed class AnswerHeaders(RequestDelegate next, IConfiguration configuration)
{
    /// <summary>
    /// Setting: seconds for which a browser calls by HTTPS only (HSTS), sent where the request came by HTTPS; 0 or
    /// absent sends nothing.
    /// </summary>
    public const string HstsSetting = "SOCIALCOMMERCE_HSTS_SECONDS";

    private readonly string? _hsts =
        int.TryParse(configuration[HstsSetting], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
            ? string.Create(CultureInfo.InvariantCulture, $"max-age={seconds}; includeSubDomains")
            : null;

    /// <summary>Sets them, then runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        if (_hsts is not null && context.Request.IsHttps) headers.StrictTransportSecurity = _hsts;
        return next(context);
    }
}
