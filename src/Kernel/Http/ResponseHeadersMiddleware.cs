using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// Headers of every answer for browsers and caches: the media type is final, no cache stores the answer, and a browser
/// that opens it loads nothing, frames it nowhere and does not pass its address on. An endpoint may replace a header.
/// </summary>
public sealed class ResponseHeadersMiddleware(RequestDelegate next, IConfiguration configuration)
{
    /// <summary>
    /// Setting: seconds for which a browser calls by HTTPS only (HSTS), sent where the request came by HTTPS; 0 or
    /// absent sends nothing.
    /// </summary>
    public const string HstsSetting = "SOCIALCOMMERCE_HSTS_SECONDS";

    /// <summary>The <c>Content-Security-Policy</c> of every answer that is not a page.</summary>
    public const string Policy = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

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
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        if (_hsts is not null && context.Request.IsHttps) headers.StrictTransportSecurity = _hsts;
        return next(context);
    }
}
