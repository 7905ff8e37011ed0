using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Offers;

/// <summary>What a customer is offered next, from the first contact to the end of the ladder.</summary>
public sealed class GetNextOfferTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_customer_is_led_up_the_ladder_and_never_to_a_rung_that_the_customer_has()
    {
        var shop = await Planned();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        (await Told(shop)).ShouldBe("sample deeperRelation");
        await shop.Buy("o1", "C", Day(1), "sample");
        (await Told(shop)).ShouldBe("soap deeperNeed");
        await shop.Buy("o2", "C", Day(2), "soap");
        (await Told(shop)).ShouldBe("serum morePrivileges");
        await shop.Buy("o3", "C", Day(3), "serum");
        (await Told(shop)).ShouldBe("box deeperRelation");
        await shop.Buy("o4", "C", Day(4), "box");
        (await Told(shop)).ShouldBe("- ladderComplete");
        await shop.GiveBack("o4", Day(5));
        (await Told(shop)).ShouldBe("box deeperRelation", "the box was given back");
    }

    [Fact]
    public async Task An_open_link_is_a_reason_until_its_window_ends()
    {
        var shop = await Planned();
        (await shop.Put("/v1/products/club", new { name = "club", rung = "member", price = Pence(99_900) })).Must(200);
        (await shop.Link("soap", "club", 7)).Must(200);
        await shop.Buy("o1", "C", Day(1), "soap");
        var offer = (await Of(shop)).Json.GetProperty("offer");
        (offer.GetProperty("productId").GetString(), offer.GetProperty("reason").GetString())
            .ShouldBe(("club", "moreItems"));
        offer.GetProperty("when").GetProperty("until").GetDateTimeOffset().ShouldBe(Day(8));
        var evidence = offer.GetProperty("evidence");
        evidence.GetProperty("orders")[0].GetString().ShouldBe("o1");
        evidence.GetProperty("links")[0].GetProperty("afterProductId").GetString().ShouldBe("soap");
        await shop.SetClock(Day(8));
        (await Told(shop)).ShouldBe("serum morePrivileges");
    }

    [Fact]
    public async Task A_repeated_purchase_is_a_reason_at_the_end_of_its_expected_cycle()
    {
        var shop = await Planned();
        (await shop.Put("/v1/products/soap/repurchase-design", new
        {
            mechanisms = Array.Empty<object>(),
            points = Array.Empty<object>(),
            expectedCycleDays = 20,
        })).Must(200);
        await shop.Buy("o1", "C", Day(1), "soap");
        (await Told(shop)).ShouldBe("serum morePrivileges");
        await shop.Buy("o2", "C", Day(5), "soap");
        var offer = (await Of(shop)).Json.GetProperty("offer");
        offer.GetProperty("reason").GetString().ShouldBe("deeperNeed");
        offer.GetProperty("when").GetProperty("from").GetDateTimeOffset().ShouldBe(Day(25));
        var cycle = offer.GetProperty("evidence").GetProperty("cycle");
        (cycle.GetProperty("productId").GetString(), cycle.GetProperty("orders").GetInt64()).ShouldBe(("soap", 2));
        await shop.GiveBack("o2", Day(6));
        (await Told(shop)).ShouldBe("serum morePrivileges");
    }

    [Fact]
    public async Task A_low_need_suppresses_the_offer_and_the_answer_says_so()
    {
        var shop = await Planned();
        await shop.Buy("o1", "C", Day(1), "soap");
        (await shop.Put("/v1/customers/C/need", new { level = "low", reason = "has enough" })).Must(200);
        var answer = await Of(shop);
        (await Told(shop)).ShouldBe("- lowNeed");
        answer.Json.GetProperty("need").GetProperty("reason").GetString().ShouldBe("has enough");
        (await shop.Put("/v1/customers/C/need", new { level = "medium" })).Must(200);
        (await Told(shop)).ShouldBe("serum morePrivileges");
    }

    [Fact]
    public async Task The_rung_of_the_payment_counts_and_a_membership_without_a_product_counts_too()
    {
        var shop = await Planned();
        await shop.Buy("o1", "C", Day(1), "soap");
        (await shop.Put("/v1/products/soap", new { name = "soap", rung = "member" })).Must(200);
        (await Told(shop)).ShouldBe("serum morePrivileges", "it was a product of the low rung");
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            growthFrom = 0,
            privileges = Array.Empty<object>(),
        })).Must(200);
        await shop.Buy("o2", "C", Day(2), "sample");
        (await Told(shop)).ShouldBe("box deeperRelation");
    }

    [Fact]
    public async Task A_ladder_that_leads_no_further_or_has_no_product_offers_nothing()
    {
        var shop = await api.NewShopWith("soap");
        await shop.Buy("o1", "C", Day(1), "soap");
        (await Told(shop)).ShouldBe("- noProduct");
        (await shop.Put("/v1/products/soap", new { name = "soap", rung = "low" })).Must(200);
        (await shop.Put("/v1/ladder", new { rungs = new[] { new { rung = "low" }, new { rung = "member" } } }))
            .Must(200);
        (await Told(shop)).ShouldBe("- noNextRung");
        (await shop.Get("/v1/customers/lost/next-offer")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    private async Task<TestShop> Planned()
    {
        var shop = await api.NewShop();
        foreach (var (id, rung, price) in new[]
        {
            ("sample", "traffic", 0), ("soap", "low", 900), ("serum", "member", 19_900), ("box", "partner", 99_900),
        })
            (await shop.Put($"/v1/products/{id}", new { name = id, rung, price = Pence(price) })).Must(200);
        return shop;
    }

    private static async Task<Answer> Of(TestShop shop) => (await shop.Get("/v1/customers/C/next-offer")).Must(200);

    private static async Task<string> Told(TestShop shop)
    {
        var answer = await Of(shop);
        if (!answer.Json.TryGetProperty("offer", out var offer)) return $"- {answer.Text("noOffer")}";
        return $"{offer.GetProperty("productId").GetString()} {offer.GetProperty("reason").GetString()}";
    }
}
