using System.Security.Cryptography;
using System.Text.Json;

namespace SocialCommerce.TestSupport.Filling;

/// <summary>The bodies of payees and payouts that have more than the examples of their endpoints.</summary>
internal static class PayoutBodies
{
    private const string Acceptance = """
        {"version":"v","acceptedAt":"2010-12-05T08:00:00Z","ip":"203.0.113.7",
         "textHash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
        """;

    private static readonly string Wechat = Merchant();

    /// <summary>In the order of their use.</summary>
    public static IReadOnlyList<ValidBody> Fuller { get; } =
    [
        new("PUT", "/v1/payout-settings",
            """{"accountPauseDays":3,"taxMode":"none","agreementVersion":"1","manualTransferCap":9,"""
                + """ "wechatTransferCap":99,"""
            + """
            "paused":false,"pauseReason":"r","manualMinimum":1,"wechatMinimum":10,"invoiceRequired":false,
            "remittanceTolerance":5,"recoveryTolerance":5,
            "debtor":{"name":"n","account":"GB82WEST12345698765432","bic":"WESTGB22"}}
            """),
        new("POST", "/v1/payees/{payeeId}/agreements", Acceptance),
        new("POST", "/v1/payout-batches",
            """{"channel":"manual","periodEnd":"2011-01-01T00:00:00Z","customerIds":["zeta-partner"]}"""),
        new("PUT", "/v1/payout-channels/wechat", Wechat),
        new("POST", "/v1/payout-reconciliations",
            """{"channel":"manual","document":"d","paid":[{"transferNo":"scx1","customerId":"zeta-partner","""
            + """
            "net":{"amount":5,"currency":"GBP"},"tax":{"amount":0,"currency":"GBP"},
            "paidAt":"2010-12-05T08:00:00Z"}]}
            """),
    ];

    private static string Merchant()
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new
        {
            mchId = "1900000109",
            appId = "wx8888",
            serialNo = "5157F09E",
            privateKey = key.ExportPkcs8PrivateKeyPem(),
            apiKey = new string('k', 32),
            platformKeys = new[] { new { serial = "SERIAL", publicKey = key.ExportSubjectPublicKeyInfoPem() } },
            postType = "p",
            explanation = "e",
        });
    }
}
