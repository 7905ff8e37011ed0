using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Personal;

/// <summary>An erasure and what is reported of the customer at the same time come one after the other.</summary>
public sealed class ErasureRaceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Orders_reported_during_an_erasure_belong_to_the_pseudonym_or_to_a_new_customer()
    {
        var (shop, decides) = await Shop();
        for (var round = 0; round < 5; round++)
        {
            var customer = $"C{round}";
            (await shop.Order($"first-{customer}", customer, Day(1), 100)).Must(201);
            var requested = await Ask(shop, customer);
            var erasing = decides.DecideErasure(requested);
            var orders = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                shop.Order($"o-{customer}-{i}", customer, Day(2), 100)));
            var pseudonym = (await erasing).Must(200).Text("customerId");
            foreach (var order in orders) order.Must(201);

            var before = await Orders(shop, pseudonym);
            var after = await Orders(shop, customer);
            (before + after).ShouldBe(9);
            before.ShouldBeGreaterThanOrEqualTo(1);
            (await NamingBoth(shop, customer, pseudonym)).ShouldBe(0, "no answer of the erased one names the id");
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_of_buyers_below_write_the_id_of_an_erased_referrer_no_more()
    {
        var (shop, decides) = await Shop();
        await shop.Bind("B", "R");
        (await shop.Order("first", "B", Day(1), 100)).Must(201);
        var requested = await Ask(shop, "R");
        var orders = Enumerable.Range(0, 12).Select(i => shop.Order($"o{i}", "B", Day(2), 100)).ToList();
        var pseudonym = (await decides.DecideErasure(requested)).Must(200).Text("customerId");
        foreach (var order in await Task.WhenAll(orders)) order.Must(201);
        (await PersonalTraces.Of(api, shop, "R")).ShouldBeEmpty();
        (await shop.Get("/v1/referrals/B")).Must(200).Text("referrerId").ShouldBe(pseudonym);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_and_decisions_at_once_count_once()
    {
        var (shop, _) = await Shop();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        var asks = await api.Operator(shop, "asks", Roles.Support);
        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => asks.RequestErasure("e", "C")));
        asked.Count(answer => answer.Status == 201).ShouldBe(1);
        asked.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        var people = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(i => api.Operator(shop, $"decides-{i}", Roles.Approver)));
        var decided = await Task.WhenAll(people.Select(person => person.DecideErasure("e")));
        decided.Select(answer => answer.Must(200).Text("customerId")).Distinct().ShouldHaveSingleItem();
        (await api.Count($"""
            select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'customer.erased'
            """)).ShouldBe(1);
    }

    private async Task<string> Ask(TestShop shop, string customer)
    {
        (await (await api.Operator(shop, "asks", Roles.Support)).RequestErasure($"e-{customer}", customer)).Must(201);
        return $"e-{customer}";
    }

    private Task<long> Orders(TestShop shop, string customer) => api.Count($"""
        select count(*) from orders o
        join customers c on c.shop_id = o.shop_id and c.customer_key = o.customer_key
        where o.shop_id = {shop.ShopKey} and c.customer_id = '{customer}'
        """);

    private Task<long> NamingBoth(TestShop shop, string customer, string pseudonym) => api.Count($"""
        select count(*) from orders o
        join customers c on c.shop_id = o.shop_id and c.customer_key = o.customer_key
        join commission_orders s on s.shop_id = o.shop_id and s.order_key = o.order_key
        where o.shop_id = {shop.ShopKey} and c.customer_id = '{pseudonym}'
            and (o.answer like '%"customerId":"{customer}"%' or s.snapshot::text like '%"{customer}"%')
        """);

    private async Task<(TestShop Shop, TestShop Decides)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        return (shop, await api.Operator(shop, "decides", Roles.Approver));
    }
}
