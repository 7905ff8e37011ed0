using Shouldly;
using SocialCommerce.Kernel.Accounting;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Accounting;

/// <summary>Currencies are those of ISO 4217 that are in use, each with its decimals.</summary>
public sealed class CurrencyTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("GBP", 2)]
    [InlineData("CNY", 2)]
    [InlineData("EUR", 2)]
    [InlineData("XCG", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("ISK", 0)]
    [InlineData("XOF", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    public void A_currency_has_its_decimals(string code, int decimals)
    {
        Currencies.IsKnown(code).ShouldBeTrue();
        Currencies.Decimals(code).ShouldBe(decimals);
    }

    [Theory]
    [InlineData("GPB")]
    [InlineData("gbp")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("XX" + "X")]
    [InlineData("XTS")]
    [InlineData("XAU")]
    [InlineData("XDR")]
    [InlineData("CHE")]
    [InlineData("CLF")]
    [InlineData("MXV")]
    [InlineData("DEM")]
    [InlineData("HRK")]
    public void What_is_no_currency_in_use_is_unknown(string? code) => Currencies.IsKnown(code).ShouldBeFalse();

    [Fact]
    public void The_list_says_of_when_it_is_and_holds_no_metals_and_no_test_codes()
    {
        Currencies.AsOf.ShouldBe("2026-02-01");
        Currencies.Codes.Count.ShouldBe(155);
        Currencies.Codes.ShouldAllBe(code => code.Length == 3 && code.All(char.IsAsciiLetterUpper));
        Currencies.Codes.Where(code => code[0] == 'X').Order().ShouldBe(["XAF", "XCD", "XCG", "XOF", "XPF"]);
    }

    [Theory]
    [InlineData(1, "KWD", "0.001")]
    [InlineData(-1, "GBP", "-0.01")]
    [InlineData(1_000_000_000_000, "JPY", "1000000000000")]
    [InlineData(0, "CNY", "0.00")]
    public void Amounts_are_written_in_the_major_unit(long minor, string code, string written) =>
        Currencies.Major(minor, code).ShouldBe(written);

    [Theory]
    [InlineData("JPY", "1000 JPY")]
    [InlineData("KWD", "1.000 KWD")]
    public async Task A_statement_page_shows_a_shops_currency_with_its_decimals(string currency, string shown)
    {
        var shop = await (await api.NewShop(currency: currency)).WithSpendPlan(("minimumPayout", 0));
        (await shop.Post("/v1/customers", new { customerId = "ada" })).Must(201);
        var finance = await api.Operator(shop, "fay", "finance");
        var approver = await api.Operator(shop, "ann", "approver");
        (await finance.Post("/v1/adjustments", new
        {
            adjustmentId = "a",
            customerId = "ada",
            kind = "credit",
            amount = new { amount = 1_000, currency },
            reason = "welcome",
            document = "d",
        })).Must(201);
        await shop.SetClock(TestShop.Day(1));
        (await approver.Post("/v1/adjustments/a/decision", new { approve = true })).Must(200);
        await shop.SetClock(TestShop.Day(2));
        (await shop.Post("/v1/settlements", new { periodEnd = TestShop.Day(2) })).Must(201);
        var statement = (await shop.Get("/v1/partners/ada/statements")).Must(200).Json.GetProperty("data")[0]
            .GetProperty("statementId").GetString();
        (await shop.Get($"/v1/statements/{statement}/page")).Must(200).Body.ShouldContain(shown);
    }
}
