using Microsoft.OpenApi;
using SocialCommerce.Flows;

namespace SocialCommerce.Api.Contract;

/// <summary>Title, introduction, tags and authentication of the document.</summary>
internal static class DocumentIntroduction
{
    private static readonly Uri Home = new("https://socialcommerce.example");

    /// <summary>Title, version and introduction.</summary>
    public static OpenApiInfo Info => new()
    {
        Title = "SocialCommerce API",
        Version = "1.0.0",
        Description = """
            Acquisition touchpoints, product ladder, membership, referrals, commission settlement and payouts for shops.

            Amounts are integers in the currency's minor unit. Times are RFC 3339; responses use UTC. A property
            without a value is absent, never null, except `nextCursor`. Lists are paginated: pass `nextCursor` as
            `cursor` to get the next page.

            Errors are `application/problem+json` (RFC 9457) with a stable `code`; `type` is the path of a page about
            it. The codes of an operation are the `x-problem-codes` of the operation and of the responses that it
            refers to. Requests with unknown properties are refused. Responses may gain properties and enumeration
            values; clients should ignore unknown ones.
            """.ReplaceLineEndings("\n"),
        Contact = new OpenApiContact { Name = "SocialCommerce", Url = Home },
    };

    /// <summary>The tags in the order of the document.</summary>
    public static HashSet<OpenApiTag> Tags =>
    [
        .. Modules.All.SelectMany(module => module.Tags).Append(FlowsModule.Reports)
            .Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }),
    ];

    /// <summary>OpenAPI 3.1 names a licence by its identifier, 3.0 by its URL; never by both.</summary>
    public static OpenApiLicense License(OpenApiSpecVersion version) => version == OpenApiSpecVersion.OpenApi3_1
        ? new OpenApiLicense { Name = "MIT", Identifier = "MIT" }
        : new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") };

    /// <summary>How callers authenticate.</summary>
    public static OpenApiSecurityScheme Bearer => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "API key",
        Description =
            "`Authorization: Bearer sk_live_…` or `sk_test_…`; some operations require the platform's key.",
    };
}
