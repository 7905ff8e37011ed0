using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.Quotes;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Quotes;

/// <summary>The order in which a cart is priced: the lowest member price, free shipping, then coupons.</summary>
public sealed class CartPricingTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_line_has_the_lowest_of_the_members_prices_and_they_are_not_combined()
    {
        var pricing = Cart(("a", 2, 10_000), ("b", 1, 5_000), ("c", 1, 3_000));
        pricing.TakePrivileges(
            [
                Privilege("ten", new(GrantTypes.Percentage, 1_000)),
                Privilege("fixed", new(GrantTypes.FixedPrice, Price: Money(8_500), ProductIds: ["a", "c"])),
                Privilege("list", new(GrantTypes.PriceList, Prices: [new("b", Money(4_500))])),
            ]);
        pricing.Lines.Select(line => (line.Amount.Amount, string.Join(',', line.Discounts.Select(one => one.Code))))
            .ShouldBe([(17_000, "fixed"), (4_500, "ten"), (2_700, "ten")], "of equal ones the first counts");
    }

    [Fact]
    public void A_cap_is_spread_over_the_lines_and_shipping_is_free_from_its_minimum_on()
    {
        var pricing = Cart(("a", 1, 10_000), ("b", 1, 5_000));
        pricing.TakePrivileges(
            [
                Privilege("ten", new(GrantTypes.Percentage, 1_000, Cap: Money(900))),
                Privilege("far", new(GrantTypes.FreeShipping, MinimumSpend: Money(14_101))),
                Privilege("part", new(GrantTypes.FreeShipping, Cap: Money(300))),
                Privilege("rest", new(GrantTypes.FreeShipping)),
            ]);
        pricing.Lines.Select(line => line.Amount.Amount).ShouldBe([9_400, 4_700]);
        pricing.Shipping!.Amount.Amount.ShouldBe(0);
        pricing.Shipping.Discounts.Select(one => (one.Code, one.Amount.Amount))
            .ShouldBe([("part", 300), ("rest", 500)]);
        var far = pricing.Unavailable.ShouldHaveSingleItem();
        (far.Code, far.Reasons[0]).ShouldBe(
            ("far", UnavailableReason.Short(UnavailableReason.MinimumSpend, 14_101, 14_100)));
    }

    [Fact]
    public void Coupons_take_off_what_is_left_one_after_the_other()
    {
        var pricing = Cart(("a", 1, 20_000));
        pricing.TakePrivileges([Privilege("five", new(GrantTypes.Percentage, 500)), Privilege("free", new(
            GrantTypes.FreeShipping))]);
        var (amount, percent) = (Coupon("X", new("amount", Money(1_000))), Coupon("Y", new("percentage", null, 1_000)));
        pricing.Best([amount, percent])!.Code.ShouldBe("Y");
        pricing.TakeCoupons([amount, percent, Coupon("Z", new("shipping"))]);
        pricing.Total.ShouldBe(16_200, "(20,000 - 1,000 - 1,000) less 10 %");
        pricing.Unavailable.Select(one => (one.Code, one.Reasons[0].Code))
            .ShouldBe([("Z", UnavailableReason.NothingToDiscount)]);
    }

    [Fact]
    public void Whatever_is_taken_off_adds_up_and_nothing_falls_below_0() => Prop.ForAll(
        (from lines in Gen.NonEmptyListOf(from price in Gen.Choose(0, 30_000)
                                          from quantity in Gen.Choose(1, 5)
                                          from product in Gen.Elements("a", "b", "c")
                                          select (product, quantity, price))
         from grants in Gen.ListOf(Gen.Elements(
             new PrivilegeGrant(GrantTypes.Percentage, 1_234), new(GrantTypes.Percentage, 9_999, Cap: Money(777)),
             new(GrantTypes.FixedPrice, Price: Money(0), ProductIds: ["a"]), new(GrantTypes.FreeShipping),
             new(GrantTypes.PriceList, Prices: [new("b", Money(50))])))
         from coupons in Gen.ListOf(Gen.Elements(
             Coupon("X", new("amount", Money(2_500))), Coupon("Y", new("percentage", null, 3_333)),
             Coupon("Z", new("shipping")), Coupon("W", new("product", ProductIds: ["a", "c"]))))
         select (Lines: lines.ToArray(), Grants: grants.ToArray(), Coupons: coupons.ToArray())).ToArbitrary(),
        one =>
        {
            var pricing = Cart(one.Lines);
            pricing.TakePrivileges([.. one.Grants.Select((grant, i) => Privilege($"p{i}", grant))]);
            pricing.TakeCoupons(one.Coupons);
            var off = pricing.Lines.Sum(line => line.Discounts.Sum(part => part.Amount.Amount))
                + pricing.Shipping!.Discounts.Sum(part => part.Amount.Amount);
            return pricing.Lines.All(line => line.Amount.Amount >= 0
                    && line.Discounts.All(part => part.Amount.Amount > 0)
                    && line.Discounts.Count(part => !part.IsOfCoupon()) <= 1)
                && pricing.Shipping.Amount.Amount >= 0
                && pricing.Total + off == pricing.Lines.Sum(line => line.ListAmount.Amount) + 800;
        }).QuickCheckThrowOnFailure();

    private static CartPricing Cart(params (string Product, int Quantity, int Price)[] lines) => new(
        new QuoteContent(
            "q", "c",
            [.. lines.Select((line, i) => new QuoteLine($"{i}", line.Product, line.Quantity, Money(line.Price)))],
            Money(800)), "CNY");

    private static MemberPrivilege Privilege(string code, PrivilegeGrant grant) =>
        new(code, "price", code, null, grant, null, null);

    private static CouponRow Coupon(string code, CouponDiscount discount) => new(
        1, code, "t", 1, new CouponTerms("t", discount, "merchant", new CouponValidity(Days: 1)), "c", Now, Now, Now,
        null);

    private static Money Money(long amount) => new(amount, "CNY");
}
