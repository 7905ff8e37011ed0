using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>What the document says of itself.</summary>
internal static class DocumentIntroduction
{
    private static readonly Uri Home = new("https://socialcommerce.example");

    private static readonly (string Name, string Description)[] Known =
    [
        ("Shops", "Shops, their API keys and their clocks. What the platform does needs the platform's key."),
        ("Customers", "People as the merchant knows them, and where they stand on the product ladder."),
        ("Products", "The product ladder: what is sold, and on which rung it stands."),
        ("Orders", "Paid orders, their amendments, shipments, completions and refunds, as the shop reports them."),
        ("Touchpoints", "Where buyers come from: codes, scans and the attribution of orders."),
        ("Membership", "Member tiers, privileges, growth and points."),
        ("Referrals", "Who recommended whom: bindings for life, uplines and teams."),
        ("Commissions", "Partner tiers, commission plans, what was earned and why."),
        ("Settlement", "Settlement runs and the statements that they make."),
        ("Books", "Closed months: trial balance, journal, ages of debts and liabilities."),
        ("Payees", "The legal persons behind customers: identity, accounts, agreements and tax."),
        ("Payouts", "Paying out what statements settled: batches, bills and their channels."),
        ("Reports", "Totals of the shop, and the proof that its books agree."),
    ];

    /// <summary>Title, version and how to begin.</summary>
    public static OpenApiInfo Info => new()
    {
        Title = "SocialCommerce API",
        Version = "1.0.0",
        Description = ("""
            Acquisition touchpoints, product ladder, membership, referral chain and commission settlement for shops.

            Amounts are integers in the currency's minor unit. Times are RFC 3339; answers give them in UTC. A property
            without a value is absent, never null, save `nextCursor`. Lists come in pages:
            """ + """
             pass `nextCursor` as `cursor`.
            Refusals are `application/problem+json` (RFC 9457) with a stable `code`. Requests with unknown properties
            are refused; answers may gain properties and words, which clients should ignore.
            """).ReplaceLineEndings("\n"),
        Contact = new OpenApiContact { Name = "SocialCommerce", Url = Home },
    };

    /// <summary>The tags in the order in which a reader meets them.</summary>
    public static HashSet<OpenApiTag> Tags =>
        [.. Known.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description })];

    /// <summary>3.1 names a licence by its identifier, 3.0 by its address; never by both.</summary>
    public static OpenApiLicense License(OpenApiSpecVersion version) => version == OpenApiSpecVersion.OpenApi3_1
        ? new OpenApiLicense { Name = "MIT", Identifier = "MIT" }
        : new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") };

    /// <summary>How callers show who they are.</summary>
    public static OpenApiSecurityScheme Bearer => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "API key",
        Description =
            "`Authorization: Bearer sk_live_…` or `sk_test_…`; the platform's own key where an operation says so.",
    };
}
