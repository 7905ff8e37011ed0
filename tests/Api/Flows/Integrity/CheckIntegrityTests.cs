using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Integrity;

/// <summary>The integrity check finds what only the database's owner can do.</summary>
public sealed class CheckIntegrityTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_movements_amount()
    {
        var shop = await Shop();
        await api.Corrupt($"update movements set amount = amount + 1 where {Accrual(shop, "open")}");
        (await shop.FailedChecks()).ShouldBe(["accruals", "commissions"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_settled_movements_amount()
    {
        var shop = await Shop();
        await api.Corrupt($"update movements set amount = amount + 1 where {Accrual(shop, "settled")}");
        (await shop.FailedChecks()).ShouldBe(
            ["accruals", "balances", "commissions", "statementLines", "settledBalances"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_movement_between_accounts_that_do_not_belong_together()
    {
        var shop = await Shop();
        await api.Corrupt($"update movements set to_account = 'available' where {Accrual(shop, "open")}");
        (await shop.FailedChecks()).ShouldContain("books");
    }

    [Fact]
    public async Task A_snapshot_tier_together_with_its_accrual_and_its_movement()
    {
        var shop = await Shop();
        // T1 at 10 % becomes T2 at 12 %, and everything that was computed from it follows.
        await api.Corrupt($"""
            update commission_orders set snapshot = jsonb_set(snapshot, array['c','0','t'], '"T2"')
            where {Of(shop)} and order_id = 'open'
            """);
        (await shop.FailedChecks()).ShouldBe(["commissions", "snapshots"], ignoreOrder: true);
        await api.Corrupt($"""
            update accruals set amount = 360, tier = 'T2' where {Of(shop)} and source_kind = 'order' and source_id = (
                select order_key from orders where {Of(shop)} and order_id = 'open')
            """);
        (await shop.FailedChecks()).ShouldBe(["accruals", "commissions", "snapshots"], ignoreOrder: true);
        await api.Corrupt($"update movements set amount = 360 where {Accrual(shop, "open")}");
        (await shop.FailedChecks()).ShouldBe(["snapshots"], "everything else agrees with it");
    }

    [Fact]
    public async Task A_tier_history()
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update partner_history set tier = 'T2' where {Of(shop)} and customer_key = {Key(shop, "B")}");
        (await shop.FailedChecks()).ShouldBe(["snapshots"]);
    }

    [Fact]
    public async Task An_edge_that_leads_elsewhere()
    {
        var shop = await Shop();
        await api.Corrupt($"""
            update referral_edges set parent_key = {Key(shop, "X")}
            where {Of(shop)} and child_key = {Key(shop, "C")}
            """);
        (await shop.FailedChecks()).ShouldBe(["snapshots", "teams"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_edge_that_closes_a_circle()
    {
        var shop = await Shop();
        await api.Corrupt($"""
            insert into referral_edges (shop_id, child_key, parent_key, source, recorded_at)
            select shop_id, parent_key, child_key, 'api', recorded_at from referral_edges where {Of(shop)}
            """);
        (await shop.FailedChecks()).ShouldContain("cycles");
    }

    [Fact]
    public async Task A_statement_line()
    {
        var shop = await Shop();
        await api.Corrupt($"update statement_lines set amount = amount - 1 where {Of(shop)} and line_no = 1");
        (await shop.FailedChecks()).ShouldBe(["statementLines", "statements"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_statement_line_that_is_gone()
    {
        var shop = await Shop();
        await api.Corrupt($"delete from statement_lines where {Of(shop)} and line_no = 1");
        (await shop.FailedChecks()).ShouldBe(["statements"]);
    }

    [Fact]
    public async Task A_statements_body_with_or_without_its_hash()
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update statements set body = replace(body, '\"tier\":\"T1\"', '\"tier\":\"T2\"') where {Of(shop)}");
        (await shop.FailedChecks()).ShouldBe(["statementChain"]);
        shop = await Shop();
        await api.Corrupt($"""
            update statements set body = replace(body, '"amount":2000', '"amount":3000'),
                hash = encode(sha256(convert_to(replace(body, '"amount":2000', '"amount":3000'), 'UTF8')), 'hex')
            where {Of(shop)}
            """);
        (await shop.FailedChecks()).ShouldBe(["statements"]);
    }

    [Fact]
    public async Task A_statement_and_all_that_is_in_it_gone()
    {
        var shop = await Shop();
        await api.Corrupt($"delete from movements where {Of(shop)} and event = 'settled'");
        await api.Corrupt($"delete from statement_lines where {Of(shop)}");
        await api.Corrupt($"delete from statements where {Of(shop)}");
        (await shop.FailedChecks()).ShouldBe(["settlementRuns", "settledBalances"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_members_points_and_a_grant()
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update members set points = points + 1 where {Of(shop)} and customer_key = {Key(shop, "C")}");
        (await shop.FailedChecks()).ShouldBe(["members", "pointBalances", "memberships"], ignoreOrder: true);
        shop = await Shop();
        await api.Corrupt($"update member_grants set points = points + 1 where {Of(shop)} and order_id = 'open'");
        (await shop.FailedChecks()).ShouldBe(["grants", "memberships"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_order_lines_value()
    {
        var shop = await Shop();
        await api.Corrupt($"update order_lines set value_minor = value_minor + 1 where {Order(shop, "open")}");
        (await shop.FailedChecks()).ShouldBe(["orders", "refunds", "snapshots"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_orders_value_together_with_its_lines()
    {
        var shop = await Shop();
        await api.Corrupt($"update order_lines set value_minor = value_minor + 1 where {Order(shop, "open")}");
        await api.Corrupt($"update orders set value_minor = value_minor + 1 where {Of(shop)} and order_id = 'open'");
        (await shop.FailedChecks()).ShouldBe(["journeys", "snapshots", "teams"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refund_that_grew()
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update refunds set plain_minor = plain_minor + 100, goods_minor = goods_minor + 100 where {Of(shop)}");
        (await shop.FailedChecks()).ShouldBe(["commissions", "memberships", "orders", "refunds"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_orders_refunds_and_what_they_are_said_to_have_taken()
    {
        var shop = await Shop();
        await api.Corrupt($"update refunds set value_minor = value_minor + 1 where {Of(shop)}");
        await api.Corrupt($"update orders set refunded_minor = refunded_minor + 1 where {Order(shop, "returned")}");
        (await shop.FailedChecks()).ShouldBe(["journeys", "refunds", "teams"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_due_for_a_line()
    {
        var shop = await Shop();
        await api.Corrupt($"update order_lines set due_minor = due_minor * 2 where {Order(shop, "returned")}");
        (await shop.FailedChecks()).ShouldBe(["commissions", "memberships", "orders", "refunds"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_partners_team_sales()
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update partner_volume set team1_minor = team1_minor + 1 where {Of(shop)} and team1_minor > 0");
        (await shop.FailedChecks()).ShouldBe(["teams"]);
    }

    /// <summary>B (T1) stands above C, who has an order in B's statement, one with a refund, and one that
    /// waits.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Promote("X", 1, Day(1));
        (await shop.Order("settled", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        (await shop.Order("returned", "C", Day(3), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.RefundPlain("returned", "r1", Day(4), 4_000)).Must(201);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(2_600);
        (await shop.Order("open", "C", January, 3_000)).Paid().ShouldBe(["B 300"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        return shop;
    }

    private static string Of(TestShop shop) => $"shop_id = {shop.ShopKey}";

    private static string Order(TestShop shop, string orderId) =>
        $"{Of(shop)} and order_key = (select order_key from orders where {Of(shop)} and order_id = '{orderId}')";

    private static string Accrual(TestShop shop, string orderId) =>
        $"event = 'accrued' and unit = 'GBP' and {Order(shop, orderId)}";

    private static string Key(TestShop shop, string customerId) =>
        $"(select customer_key from customers where {Of(shop)} and customer_id = '{customerId}')";
}
