
namespace SocialCommerce.TestSupport.Filling;

/// <summary>A body that an endpoint takes.</summary>
/// <param name="Method">POST or PUT.</param>
/// <param name="Pattern">The route.</param>
/// <param name="Json">The body.</param>
/// <param name="Scoped">Whether it is called with a shop's key.</param>
public sealed record ValidBody(string Method, string Pattern, string Json, bool Scoped = true)
{
    /// <summary>Method and route.</summary>
    public string Route => $"{Method} {Pattern}";
}

/// <summary>
/// One good body for every endpoint that takes one: tests spoil them in turn. It is the example of the slice, told of a
/// filled shop, or one of those below, which have what the example leaves out.
/// </summary>
public static class ValidBodies
{
    /// <summary>An order with everything that an order may have.</summary>
    public const string Order = """
        {"orderId":"new-order","customerId":"c","paidAt":"2010-12-05T08:00:00Z","lines":[
          {"lineId":"1","productId":"p","quantity":2,"unitPrice":{"amount":500,"currency":"GBP"},
           "discounts":[{"amount":{"amount":100,"currency":"GBP"},"fundedBy":"merchant","code":"X"}],
           "shippedAt":"2010-12-05T09:00:00Z","completedAt":"2010-12-05T10:00:00Z",
           "tax":{"amount":20,"currency":"GBP"}}],
         "pricesIncludeTax":false,"shipping":{"amount":30,"currency":"GBP"},"tax":{"amount":20,"currency":"GBP"},
         "tenders":[{"kind":"card","amount":{"amount":900,"currency":"GBP"}},
           {"kind":"points","amount":{"amount":50,"currency":"GBP"}}],
         "shippedAt":"2010-12-05T09:00:00Z","completedAt":"2010-12-05T10:00:00Z","touchpoint":"t","inviteCode":"i",
         "scene":"livestream","paymentPlan":{"kind":"deposit","parts":[
           {"number":1,"amount":{"amount":100,"currency":"GBP"},"paidAt":"2010-12-05T08:00:00Z"},
           {"number":2,"amount":{"amount":850,"currency":"GBP"},"dueAt":"2010-12-20T08:00:00Z"}]},
         "paidIn":{"amount":{"amount":1500,"currency":"USD"},"rate":"0.6333"}}
        """;

    /// <summary>A refund with everything that a refund may have.</summary>
    public const string Refund = """
        {"refundId":"new-refund","refundedAt":"2010-12-05T08:00:00Z",
         "lines":[{"lineId":"2","quantity":1,"amount":{"amount":10,"currency":"GBP"}}],
         "amount":{"amount":10,"currency":"GBP"},"reason":"broken"}
        """;

    /// <summary>An amendment with everything that an amendment may have.</summary>
    public const string Amendment = """
        {"amendmentId":"new-amendment","amendedAt":"2010-12-05T08:00:00Z",
         "lines":[{"lineId":"new","productId":"new","quantity":2,"unitPrice":{"amount":500,"currency":"GBP"},
           "discounts":[{"amount":{"amount":100,"currency":"GBP"},"fundedBy":"merchant","code":"X"}],
           "tax":{"amount":20,"currency":"GBP"}}],
         "shipping":{"amount":30,"currency":"GBP"},"tax":{"amount":20,"currency":"GBP"},
         "tenders":[{"kind":"card","amount":{"amount":900,"currency":"GBP"}}],
         "discounts":[{"amount":{"amount":1,"currency":"GBP"},"fundedBy":"merchant"}],
         "fees":[{"amount":{"amount":1,"currency":"GBP"},"code":"f"}],"reason":"more",
         "returned":[{"lineId":"1","quantity":1}]}
        """;

    private const string Simulation = """
        {"customerId":"c","lines":[
          {"lineId":"1","productId":"p","quantity":2,"unitPrice":{"amount":500,"currency":"GBP"},
           "discounts":[{"amount":{"amount":100,"currency":"GBP"},"fundedBy":"merchant","code":"X"}],
           "shippedAt":"2010-12-05T09:00:00Z","completedAt":"2010-12-05T10:00:00Z",
           "tax":{"amount":20,"currency":"GBP"}}],
         "paidAt":"2010-12-05T08:00:00Z","pricesIncludeTax":false,"shipping":{"amount":30,"currency":"GBP"},
         "tax":{"amount":20,"currency":"GBP"},"tenders":[{"kind":"card","amount":{"amount":950,"currency":"GBP"}}]}
        """;

    private const string Plan = """
        {"content":{"payDepth":2,"holdDays":14,"autoCompleteDays":15,"reportsShipments":false,"basis":"netPaid",
         "selfPurchase":"none","compression":"none","orderCapBps":10000,"minimumPayout":1000,"returnPolicy":"carryDebt",
         "tendersNotCounted":["points"],"discountsCounted":["platform"],"perpetual":false,
         "dividendGuarantee":"outside","netOfTax":true,
         "rules":[{"ruleId":"level","kind":"level","products":["p"],"classes":["c"],"rungs":["low"],
           "firstOrders":3,"daysFromBinding":30,"monthsFromBinding":2,
           "rates":[{"depth":1,"tier":"T1","bps":1000},{"depth":2,"tier":"T1","unitMinor":5}]},
          {"ruleId":"climb","kind":"differential","rates":[{"tier":"T1","bps":1000}],"floorBps":10000},
          {"ruleId":"peer","kind":"peer","bps":500,"of":"order","generations":1,"differentialRule":"climb"},
          {"ruleId":"once","kind":"peerOnce","amountMinor":100},{"ruleId":"task","kind":"project"},
          {"ruleId":"pool","kind":"dividend","poolBps":100,"base":"sales","tier":"T1","share":"weights",
           "weights":[{"tier":"T1","weight":1},{"tier":"T2","weight":2},{"tier":"T3","weight":2}]},
          {"ruleId":"team","kind":"dividend","poolBps":100,"tier":"T1","share":"teamSales","teamDepth":2}]}}
        """;

    private const string Tiers = """
        {"tiers":[{"tierId":"T1","name":"One","conditions":{"all":[{"metric":"ownNetSpend","atLeast":20000},
          {"any":[{"metric":"directBuyers","atLeast":1},{"metric":"approval"},
           {"metric":"training","training":"exam"}]}]}},
         {"tierId":"T2","name":"Two","conditions":{"any":[{"metric":"teamNetSales","atLeast":300000},
          {"metric":"directPartners","atLeast":2,"tier":"T1"}]}},
         {"tierId":"T3","name":"Three","conditions":{"metric":"teamNetSales","atLeast":900000}}]}
        """;

    private const string Touchpoint =
        """{"class":"place","name":"n","place":"p","carrier":"c","benefit":""" +
        """{"family":"material","kind":"cash","description":"b"},"inviterId":"i"}""";

    private const string MembershipSettings = """
        {"pointsPerUnitBps":1,"growthPerUnitBps":1,"rules":[{"pointsPerUnitBps":2,"growthPerUnitBps":3,
          "products":["p"],"classes":["c"],"rungs":["low"],"from":"2010-12-01T00:00:00Z",
          "until":"2011-12-01T00:00:00Z"}],
         "afterRefund":{"productTier":"keep","growthTier":"fall"},"giftCards":{"earn":"whenBought","classes":["g"]},
         "points":{"pendingDays":0,"validityDays":3650,"expiry":"exact","noticeDays":1,"maxPerOrder":100000,
          "announcesEarned":true}}
        """;

    private const string Operator = """
        {"name":"n","roles":["support","auditor"],"active":true,
         "customerIds":["c"]}
        """;

    private const string Replay = """
        {"planId":"pln_0000000000001","from":"2010-12-01T00:00:00Z","to":"2010-12-06T00:00:00Z","top":5,
         "tiers":"reevaluated","tierList":[{"tierId":"T1","name":"One","conditions":{"any":[{"metric":"approval"},
          {"metric":"teamNetSales","atLeast":20000,"depth":3}]}}]}
        """;

    private const string Shop = """
        {"name":"n","currency":"GBP","timeZone":"UTC","mode":"sandbox","jurisdiction":"custom",
         "clock":{"mode":"manual","now":"2011-01-01T00:00:00Z"}}
        """;

    // The story of the examples, and who plays it in a filled shop.
    private static readonly (string Told, string Here)[] Story =
    [
        ("c-1042", FilledShop.Buyer), ("c-1001", FilledShop.Partner), ("\"CNY\"", "\"GBP\""), ("2026-", "2011-"),
    ];

    /// <summary>Bodies that have more than the examples of their endpoints.</summary>
    public static IReadOnlyList<ValidBody> Fuller { get; } =
    [
        new("POST", "/v1/shops", Shop, false),
        new("POST", "/v1/shops/{shopId}/api-keys",
            """
            {"name":"n","scopes":["shop:read"],"operatorId":"zeta-operator","expiresAt":"2999-01-01T00:00:00Z",
             "addresses":["203.0.113.0/24"]}
            """, false),
        new("POST", "/v1/shops/{shopId}/api-keys/{keyId}/roll",
            """{"overlapHours":1,"expiresAt":"2999-01-01T00:00:00Z"}""", false),
        new("PUT", "/v1/shops/{shopId}/operators/{operatorId}", Operator, false),
        new("PUT", "/v1/operators/{operatorId}", Operator),
        new("PUT", "/v1/shop/clock", """{"now":"2011-03-01T00:00:00Z","mode":"follow"}"""),
        new("PUT", "/v1/touchpoints/{touchpointId}", Touchpoint),
        new("POST", "/v1/orders", Order),
        new("POST", "/v1/orders/{orderId}/amendments", Amendment),
        new("POST", "/v1/orders/{orderId}/refunds", Refund),
        new("POST", "/v1/orders/{orderId}/write-offs",
            """{"writeOffId":"new-write-off","part":2,"reason":"r","amount":{"amount":1,"currency":"GBP"}}"""),
        new("POST", "/v1/orders/{orderId}/shipments", """{"shippedAt":"2010-12-05T08:00:00Z","lineIds":["1"]}"""),
        new("POST", "/v1/waiting-events/{eventId}/resolution",
            """{"action":"book","reason":"r","orderId":"zeta-order","amount":{"amount":1,"currency":"GBP"}}"""),
        new("POST", "/v1/commissions/simulations", Simulation),
        new("POST", "/v1/commissions/backtests", Replay),
        new("PUT", "/v1/membership-settings", MembershipSettings),
        new("PUT", "/v1/partner-tiers", Tiers),
        new("POST", "/v1/plans", Plan),
        new("PUT", "/v1/plans/{planId}", Plan),
        .. PayoutBodies.Fuller,
        new("POST", "/v1/settlements", """{"periodEnd":"2011-01-02T00:00:00Z"}"""),
        new("POST", "/v1/dividends", """
            {"periodStart":"2011-01-01T00:00:00Z","periodEnd":"2011-01-02T00:00:00Z",
             "profit":{"amount":5,"currency":"GBP"}}
            """),
    ];

    /// <summary>Every endpoint's.</summary>
    public static IReadOnlyList<ValidBody> All { get; } =
    [
        .. from route in Route.All
           where route.Example is not null
           let body = new ValidBody(route.Method, route.Pattern, Here(route.Example!), route.Scope is not null)
           select Fuller.SingleOrDefault(fuller => fuller.Route == body.Route) ?? body,
    ];

    private static string Here(string example) =>
        Story.Aggregate(example, (json, one) => json.Replace(one.Told, one.Here, StringComparison.Ordinal));
}
