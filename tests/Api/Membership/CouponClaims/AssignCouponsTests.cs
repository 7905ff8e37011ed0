using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.CouponClaims;

/// <summary>The shop assigns coupons to many customers.</summary>
public sealed class AssignCouponsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Each_customer_has_an_outcome_and_the_first_of_the_list_get_what_is_left()
    {
        var shop = await Shop();
        await shop.Template(
            "a", ("limits", new { stock = 2, perCustomer = 1 }), ("claimWindow", new { until = Day(1) }));
        await shop.Template("b");
        var made = (await shop.Assign("as", ["a", "b"], "C", "X", "D", "E")).Must(201);
        Outcomes(made).ShouldBe(
            ["C assigned 2 ", "X refused 0 customerUnknown", "D assigned 2 ", "E refused 0 soldOut"]);
        (await shop.Get("/v1/customers/E/coupons")).Must(200).List("data").ShouldBeEmpty();
        (await api.Events(shop, "coupon.issued")).ShouldBe(4);
        Outcomes((await shop.Assign("as2", ["a"], "C")).Must(201)).ShouldBe(["C refused 0 soldOut,perCustomer"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_assignment_again_changes_nothing_and_other_content_is_refused()
    {
        var shop = await Shop();
        await shop.Template("a");
        var first = (await shop.Assign("as", ["a"], "C", "D")).Must(201);
        (await shop.Assign("as", ["a"], "C", "D")).Must(200).Body.ShouldBe(first.Body);
        (await shop.Assign("as", ["a"], "C", "E")).Refused(409, "COUPON_ASSIGNMENT_CONFLICT")
            .Pointer.ShouldBe("#/customerIds/1");
        (await shop.Get("/v1/coupon-templates/a")).Must(200).Number("issued").ShouldBe(2);
    }

    [Fact]
    public async Task The_same_assignment_at_once_is_made_once()
    {
        var shop = await Shop();
        await shop.Template("a");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Assign("as", ["a"], "C", "D")));
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(7);
        (await shop.Get("/v1/coupon-templates/a")).Must(200).Number("issued").ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_template_and_a_list_that_is_too_long_are_refused()
    {
        var shop = await Shop();
        await shop.Template("a");
        (await shop.Assign("as", ["a", "u"], "C")).Refused(422, "COUPON_TEMPLATE_UNKNOWN")
            .Pointer.ShouldBe("#/templateIds/1");
        (await shop.Assign("as", ["a"], [.. Enumerable.Range(0, 501).Select(i => $"c{i}")]))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerIds");
        (await shop.Assign("as", ["a"], "C", "C")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerIds");
        (await shop.Assign("as", [], "C")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/templateIds");
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D", "E");
        return shop;
    }

    private static string[] Outcomes(Answer made) => [.. made.List("customers").Select(one =>
        $"{one.GetProperty("customerId")} {one.GetProperty("status")} "
        + $"{one.GetProperty("couponCodes").GetArrayLength()} "
        + string.Join(',', one.GetProperty("unavailable").EnumerateArray().Select(why => why.GetProperty("code"))))];
}
