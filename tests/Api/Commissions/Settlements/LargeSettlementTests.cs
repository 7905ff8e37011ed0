using Shouldly;
using SocialCommerce.Kernel.Database;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Settlements;

/// <summary>A run reads its movements in parts, and nobody's statement ends where a part does.</summary>
public sealed class LargeSettlementTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Copies = (2 * SqlBatch.PartSize) + 7;
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_statement_may_be_longer_than_the_parts_in_which_it_is_read()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 300"]);
        (await shop.Order("o2", "B", Day(2), 10_000)).Paid().ShouldBe(["A 1000"]);
        await api.Corrupt(Copying(shop));
        await shop.SetClock(January);

        var run = (await shop.Post("/v1/settlements", new { periodEnd = January })).Must(201);
        run.Number("statements").ShouldBe(2);
        run.Minor("total").ShouldBe(1_000 + 300 + (Copies * 1_000L) + 1_000);
        (await Lines("B")).ShouldBe((Copies + 1, (Copies + 1) * 1_000L));
        (await Lines("A")).ShouldBe((2, 1_300));

        async Task<(int, long)> Lines(string customerId)
        {
            var statement = (await shop.Statements(customerId)).ShouldHaveSingleItem();
            return (statement.List("lines").Length, statement.Minor("total"));
        }
    }

    /// <summary>The first order so often again, as far as its commission for B goes.</summary>
    private static string Copying(TestShop shop) => $"""
        with copies as (
            insert into commission_orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, plan_key,
                snapshot, seen, accruals, completed_at, matures_at)
            select shop_id, nextval('order_keys'), 'copy' || n, customer_key, paid_at, recorded_at, plan_key, snapshot,
                seen, 1, completed_at, matures_at
            from commission_orders cross join generate_series(1, {Copies}) as n
            where shop_id = {shop.ShopKey} and order_id = 'o1'
            returning shop_id, order_key),
        made as (
            insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
                recorded_at)
            select a.shop_id, a.source_kind, c.order_key, a.rule, a.kind, a.beneficiary_key, a.depth, a.tier, a.amount,
                a.recorded_at
            from copies c join accruals a using (shop_id)
            where a.depth = 1 and a.source_id = (
                select order_key from commission_orders where shop_id = {shop.ShopKey} and order_id = 'o1')
            returning shop_id, accrual_id, source_id, beneficiary_key, amount, recorded_at)
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, order_key, occurred_at, recorded_at)
        select shop_id, nextval('journal_ids'), 'GBP', beneficiary_key, 'expense', 'pending', amount, 'accrued',
            accrual_id, source_id, recorded_at, recorded_at
        from made
        """;
}
