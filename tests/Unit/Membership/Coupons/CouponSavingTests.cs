using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Coupons;

/// <summary>What a coupon takes off a cart.</summary>
public sealed class CouponSavingTests
{
    private static readonly string[] Products = ["a", "b", "c"];

    [Fact]
    public void A_percentage_is_capped_and_spread_over_the_lines()
    {
        var saving = CouponSaving.Of(
            Terms(new CouponDiscount("percentage", PercentBps: 1_000, Cap: Pence(1_500))),
            [Line("a", 1, 12_000), Line("b", 1, 6_000)], 0);
        saving.Lines.ShouldBe([1_000, 500]);
        saving.Total.ShouldBe(1_500);
    }

    [Fact]
    public void An_amount_takes_no_more_than_the_products_come_to() =>
        CouponSaving.Of(
            Terms(new CouponDiscount("amount", Pence(5_000), ProductIds: ["b"])),
            [Line("a", 1, 9_000), Line("b", 2, 3_000)], 800).Lines.ShouldBe([0, 3_000]);

    [Fact]
    public void A_product_coupon_takes_off_one_unit_of_the_dearest() =>
        CouponSaving.Of(
            Terms(new CouponDiscount("product", ProductIds: ["a", "b"])),
            [Line("a", 4, 10_000), Line("b", 2, 6_000), Line("c", 1, 9_000)], 0).Lines.ShouldBe([0, 3_000, 0]);

    [Fact]
    public void Free_shipping_takes_off_the_shipping_up_to_its_cap()
    {
        var free = Terms(new CouponDiscount("shipping"));
        CouponSaving.Of(free, [Line("a", 1, 100)], 800).ShouldSatisfyAllConditions(
            saving => saving.Shipping.ShouldBe(800), saving => saving.Lines.ShouldBe([0]));
        CouponSaving.Of(Terms(new CouponDiscount("shipping", Cap: Pence(500))), [Line("a", 1, 100)], 800)
            .Shipping.ShouldBe(500);
        CouponSaving.Of(free, [Line("a", 1, 100)], 0).Reason!.Code.ShouldBe(UnavailableReason.NothingToDiscount);
    }

    [Fact]
    public void The_minimum_counts_the_products_that_it_applies_to_and_states_what_is_missing()
    {
        var terms = Terms(new CouponDiscount("amount", Pence(1_000), ProductIds: ["a"])) with
        {
            MinimumSpend = Pence(10_000),
        };
        CouponSaving.Of(terms, [Line("a", 1, 7_500), Line("b", 1, 9_000)], 0).Reason
            .ShouldBe(new UnavailableReason(UnavailableReason.MinimumSpend, 10_000, 7_500, 2_500));
        CouponSaving.Of(terms, [Line("b", 1, 9_000)], 0).Reason!.Code.ShouldBe(UnavailableReason.NoEligibleProduct);
        CouponSaving.Of(terms, [Line("a", 1, 10_000)], 0).Total.ShouldBe(1_000);
    }

    [Fact]
    public void No_coupon_takes_more_than_its_terms_and_no_line_falls_below_nothing() => Prop.ForAll(
        (from terms in AnyTerms()
         from lines in Gen.NonEmptyListOf(
             from product in Gen.Elements(Products)
             from parts in Gen.Choose(1, 50_000)
             from amount in Gen.Choose(0, 100_000)
             select Line(product, parts / 10_000m, amount))
         from shipping in Gen.Choose(0, 2_000)
         select (terms, lines, shipping)).ToArbitrary(),
        one =>
        {
            var (terms, discount) = (one.terms, one.terms.Discount);
            var saving = CouponSaving.Of(terms, [.. one.lines], one.shipping);
            saving.Total.ShouldBeGreaterThanOrEqualTo(0);
            (saving.Total == 0).ShouldBe(saving.Reason is not null);
            (discount.Amount ?? discount.Cap)?.Amount.ShouldBeGreaterThanOrEqualTo(saving.Total);
            saving.Shipping.ShouldBeInRange(0, discount.Kind == "shipping" ? one.shipping : 0);
            for (var i = 0; i < saving.Lines.Length; i++)
                saving.Lines[i].ShouldBeInRange(
                    0, discount.AppliesTo(one.lines[i].ProductId) ? one.lines[i].Amount.Amount : 0);
            if (discount.Kind != "percentage" || discount.Cap is not null || saving.Reason is not null) return;
            var spend = one.lines.Where(line => discount.AppliesTo(line.ProductId)).Sum(line => line.Amount.Amount);
            Math.Abs((saving.Total * 10_000) - (spend * discount.PercentBps!.Value)).ShouldBeLessThanOrEqualTo(5_000);
        }).Check(Trying.Cases(20_000).WithEndSize(12));

    private static Gen<CouponTerms> AnyTerms() =>
        from kind in Gen.Elements(CouponDiscount.Kinds)
        from amount in Gen.Choose(1, 20_000)
        from bps in Gen.Choose(1, 10_000)
        from capped in Gen.Elements(true, false)
        from named in Gen.Elements(true, false)
        from minimum in Gen.Choose(-20_000, 20_000)
        select Terms(new CouponDiscount(
            kind, kind == "amount" ? Pence(amount) : null, kind == "percentage" ? bps : null,
            capped && kind != "amount" ? Pence(amount) : null, named ? ["a", "b"] : null)) with
        {
            MinimumSpend = minimum > 0 ? Pence(minimum) : null,
        };

    private static CouponTerms Terms(CouponDiscount discount) =>
        new("n", discount, "merchant", new CouponValidity(Days: 1));

    private static CartLine Line(string productId, decimal quantity, long amount) =>
        new(productId, quantity, Pence(amount));

    private static Money Pence(long amount) => new(amount, "GBP");
}
