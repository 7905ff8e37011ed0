using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Customers;

/// <summary>People become known under the merchant's own id, once.</summary>
public sealed class CreateCustomerTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_person_is_made_known_once_however_often_and_by_how_many_at_once()
    {
        var shop = await api.NewShop();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            shop.Post("/v1/customers", new { customerId = "李 雷/1" })));
        answers.Select(answer => answer.Must(201).Body).Distinct().Count().ShouldBe(1);
        answers[0].Headers["Location"].ShouldBe($"/v1/customers/{Uri.EscapeDataString("李 雷/1")}");
        (await shop.Get(answers[0].Headers["Location"])).Must(200).Body.ShouldBe(answers[0].Body);
        (await api.Count($"select count(*) from customers where shop_id = {shop.ShopKey}")).ShouldBe(1);
    }

    [Fact]
    public async Task Ids_differ_by_every_character_and_an_order_makes_people_known()
    {
        var shop = await api.NewShop();
        foreach (var id in new[] { "a", "A", "a ", "ä", "a\u0308" })
            (await shop.Post("/v1/customers", new { customerId = id })).Must(201).Text("customerId").ShouldBe(id);
        (await api.Count($"select count(*) from customers where shop_id = {shop.ShopKey}")).ShouldBe(5);
        (await shop.Order("o", "by-order", Day(1), 1)).Must(201);
        (await shop.Get("/v1/customers/by-order")).Must(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0007")]
    [InlineData("\u0085")]
    [InlineData("😀")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task An_id_that_cannot_be_is_refused(string id)
    {
        var shop = await api.NewShop();
        (await shop.Post("/v1/customers", new { customerId = id })).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/customerId");
        (await shop.Get($"/v1/customers/{Uri.EscapeDataString("nobody")}")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await api.Count($"select count(*) from customers where shop_id = {shop.ShopKey}")).ShouldBe(0);
    }
}
