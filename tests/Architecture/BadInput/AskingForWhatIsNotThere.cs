using SocialCommerce.Kernel.Operators;
using Xunit;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>What a shop does not have is refused by a code that says what is missing.</summary>
public sealed class AskingForWhatIsNotThere(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("/v1/touchpoints/lost", "TOUCHPOINT_NOT_FOUND")]
    [InlineData("/v1/scan-codes/LOST", "SCAN_CODE_NOT_FOUND")]
    [InlineData("/v1/products/lost", "PRODUCT_NOT_FOUND")]
    [InlineData("/v1/member-tiers/lost", "MEMBER_TIER_NOT_FOUND")]
    [InlineData("/v1/referrals/lost", "REFERRAL_NOT_FOUND")]
    [InlineData("/v1/partners/lost", "PARTNER_NOT_FOUND")]
    [InlineData("/v1/commissions/backtests/lost", "BACKTEST_NOT_FOUND")]
    [InlineData("/v1/projects/lost", "PROJECT_NOT_FOUND")]
    [InlineData("/v1/dividends/2010-12-01T00:00:00Z", "DIVIDEND_NOT_FOUND")]
    [InlineData("/v1/payees/lost", "PAYEE_NOT_FOUND")]
    [InlineData("/v1/payout-batches/lost", "PAYOUT_BATCH_NOT_FOUND")]
    [InlineData("/v1/payout-reconciliations/lost", "PAYOUT_RECONCILIATION_NOT_FOUND")]
    public async Task A_read_of_what_a_shop_does_not_have_is_refused(string path, string code) =>
        (await (await api.NewShop()).Get(path)).Refused(404, code);

    [Theory]
    [InlineData("/v1/orders?cursor=lost", 400, "CURSOR_UNREADABLE")]
    [InlineData("/v1/orders?limit=0", 422, "LIMIT_OUT_OF_RANGE")]
    [InlineData("/v1/customers/c/team?depth=0", 422, "DEPTH_OUT_OF_RANGE")]
    public async Task A_read_of_what_cannot_be_is_refused(string path, int status, string code)
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = "c" })).Must(201);
        (await shop.Get(path)).Refused(status, code);
    }

    [Theory]
    [InlineData("/v1/tax-remittances/{remittanceId}/decision", "TAX_REMITTANCE_NOT_FOUND")]
    [InlineData("/v1/payout-transfers/{transferNo}/returns/decision", "PAYOUT_RETURN_NOT_FOUND")]
    public async Task A_decision_about_what_a_shop_does_not_have_is_refused(string pattern, string code)
    {
        var shop = await api.NewShop();
        var person = await api.Operator(shop, "decider", [.. Roles.Known.Where(role => role != Roles.Auditor)]);
        var body = ValidBodies.All.Single(one => one.Pattern == pattern).Json;
        (await person.Post(pattern.Replace("{remittanceId}", "lost").Replace("{transferNo}", "lost"), body))
            .Refused(404, code);
    }

    [Fact]
    public async Task The_platform_names_shops_and_keys_that_exist()
    {
        (await api.Platform.Get("/v1/shops/shp_0000000000000")).Refused(404, "SHOP_NOT_FOUND");
        var shop = await api.NewShop();
        (await api.Platform.Delete($"/v1/shops/{shop.ShopId}/api-keys/lost")).Refused(404, "API_KEY_NOT_FOUND");
    }

    [Fact]
    public async Task A_callback_of_no_channel_is_refused() =>
        (await new Client(api.Platform.Url, "").Post("/callbacks/wechat-pay/LOST", new { }))
            .Refused(404, "CHANNEL_NOT_FOUND");

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/products/p", new { name = new string('x', 10_001), rung = "low" }))
            .Refused(422, "TEXT_TOO_LONG");
    }

    [Fact]
    public async Task Member_tiers_share_no_rank_and_no_product()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/member-tiers/one", Tier(1, "p")))
            .Must(200);
        (await shop.Put("/v1/member-tiers/two", Tier(1))).Refused(409, "RANK_TAKEN");
        (await shop.Put("/v1/member-tiers/two", Tier(2, "p")))
            .Refused(409, "PRODUCT_TAKEN");
    }

    [Fact]
    public async Task A_shop_has_at_most_a_hundred_member_tiers()
    {
        var shop = await api.NewShop();
        for (var rank = 1; rank <= 100; rank++) (await shop.Put($"/v1/member-tiers/t{rank}", Tier(rank))).Must(200);
        (await shop.Put("/v1/member-tiers/more", Tier(101))).Refused(409, "TOO_MANY_TIERS");
        (await shop.Get("/v1/member-tiers/more")).Refused(404, "MEMBER_TIER_NOT_FOUND");
    }

    [Fact]
    public async Task A_payee_has_the_accounts_invoices_and_months_that_it_has()
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = "c" })).Must(201);
        var payee = (await shop.Post("/v1/payees", new
        {
            customerId = "c",
            kind = "business",
            name = "Lotus Ltd",
            identityNumber = "12345678",
        })).Must(201).Text("payeeId");
        var person = await api.Operator(shop, "payer", [.. Roles.Known.Where(role => role != Roles.Auditor)]);
        (await person.Post($"/v1/payees/{payee}/accounts/lost/approvals", Body("approvals")))
            .Refused(404, "ACCOUNT_NOT_FOUND");
        (await person.Post($"/v1/payees/{payee}/invoices/lost/void", Body("void"))).Refused(404, "INVOICE_NOT_FOUND");
        (await person.Get($"/v1/payees/{payee}/tax-months/lost")).Refused(422, "MONTH_INVALID");

        static string Body(string step) => ValidBodies.All.Single(one =>
            one.Pattern.StartsWith("/v1/payees/", StringComparison.Ordinal)
            && one.Pattern.EndsWith($"/{step}", StringComparison.Ordinal)).Json;
    }

    private static object Tier(int rank, params string[] products) =>
        new { name = "A tier", rank, privileges = Array.Empty<object>(), memberProducts = products };

    [Fact]
    public async Task A_shop_that_is_not_in_yuan_has_no_wechat_channel()
    {
        var shop = await api.NewShop();
        var person = await api.Operator(shop, "admin", [.. Roles.Known.Where(role => role != Roles.Auditor)]);
        var body = ValidBodies.All.Single(one => one.Pattern == "/v1/payout-channels/wechat").Json;
        (await person.Put("/v1/payout-channels/wechat", body)).Refused(409, "CHANNEL_NEEDS_CNY");
    }
}
