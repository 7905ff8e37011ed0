using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Shops;

/// <summary>Who a shop is by law is set by finance, in versions.</summary>
public sealed class IssuerTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly object Company = new
    {
        legalName = "Lotus Ltd.",
        registrationNumber = "0123",
        address = "1 High Street, London",
        taxNumber = "GB 1",
    };

    [Fact]
    public async Task It_is_read_as_it_was_set_and_in_the_change_log()
    {
        var (shop, finance) = await Shop();
        (await shop.Get("/v1/shop/issuer")).Must(200).Body.ShouldBe("{}");
        var set = (await finance.Put("/v1/shop/issuer", Company)).Must(200);
        var read = (await shop.Get("/v1/shop/issuer")).Must(200);
        (read.Body, read.Headers["ETag"]).ShouldBe((set.Body, set.Headers["ETag"]));
        (read.Text("legalName"), read.Text("address")).ShouldBe(("Lotus Ltd.", "1 High Street, London"));
        var change = (await shop.Get("/v1/audit-log?kind=issuer")).Must(200).List("data").ShouldHaveSingleItem();
        change.GetProperty("operatorId").GetString().ShouldBe("fay");
    }

    [Fact]
    public async Task The_same_again_is_the_same_version_and_another_is_a_new_one()
    {
        var (_, finance) = await Shop();
        var first = (await finance.Put("/v1/shop/issuer", Company)).Must(200).Headers["ETag"];
        (await finance.Put("/v1/shop/issuer", Company)).Must(200).Headers["ETag"].ShouldBe(first);
        (await finance.Put("/v1/shop/issuer", new { legalName = "Lily Ltd." })).Must(200).Headers["ETag"]
            .ShouldNotBe(first);
        (await finance.Get("/v1/audit-log?kind=issuer")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"legalName":" "}""", "#/legalName")]
    [InlineData("""{"legalName":"a\nb"}""", "#/legalName")]
    [InlineData("""{"legalName":"a","taxNumber":""}""", "#/taxNumber")]
    [InlineData("""{"legalName":"a","registrationNumber":"\u0001"}""", "#/registrationNumber")]
    [InlineData("""{"legalName":"a","address":""}""", "#/address")]
    public async Task What_is_no_name_number_or_address_is_refused(string body, string pointer)
    {
        var (_, finance) = await Shop();
        (await finance.Put("/v1/shop/issuer", System.Text.Json.JsonDocument.Parse(body).RootElement))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);
    }

    [Fact]
    public async Task Only_finance_and_administrators_set_it_and_only_what_they_have_seen()
    {
        var (shop, finance) = await Shop();
        var support = await api.Operator(shop, "sue", Roles.Support);
        (await shop.Put("/v1/shop/issuer", Company)).Refused(403, "PERSON_REQUIRED");
        (await support.Put("/v1/shop/issuer", Company)).Refused(403, "ROLE_MISSING");
        var seen = (await finance.Put("/v1/shop/issuer", Company)).Must(200).Headers["ETag"];
        (await finance.Put("/v1/shop/issuer", new { legalName = "B" }, ("If-Match", seen))).Must(200);
        (await finance.Put("/v1/shop/issuer", new { legalName = "C" }, ("If-Match", seen)))
            .Refused(412, "CHANGED_MEANWHILE");
    }

    [Fact]
    public async Task Of_many_changes_at_once_that_name_the_same_version_one_is_made()
    {
        var (_, finance) = await Shop();
        var seen = (await finance.Put("/v1/shop/issuer", Company)).Must(200).Headers["ETag"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            finance.Put("/v1/shop/issuer", new { legalName = $"Company {i}" }, ("If-Match", seen))));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 412).ShouldBe(5);
    }

    private async Task<(TestShop Shop, TestShop Finance)> Shop()
    {
        var shop = await api.NewShop();
        return (shop, await api.Operator(shop, "fay", Roles.Finance));
    }
}
