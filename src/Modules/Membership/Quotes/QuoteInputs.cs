using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.StoredValue;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Quotes;

/// <summary>All that decides what a cart costs the carried customer.</summary>
public sealed class QuoteInputs
{
    private readonly PendingRows<MemberRow> _member;
    private readonly PendingRows<CouponRow> _coupons;
    private readonly PendingRows<QuoteRow> _held;
    private readonly PendingRows<PrivilegeUseRow> _uses;
    private readonly PendingRows<Birthday> _birthday;
    private readonly ValueInputs _value;
    private readonly LotInputs _points;

    /// <summary>Adds the reads of the carried customer.</summary>
    public QuoteInputs(SqlBatch batch, long shopId)
    {
        _member = batch.Membership.Member(shopId);
        _coupons = batch.Membership.Rows<CouponRow>(CouponsSql, new { shop = shopId });
        _held = batch.Membership.Rows<QuoteRow>(QuoteSql.HeldSql, new { shop = shopId });
        _uses = batch.Membership.PrivilegeUses(shopId);
        _birthday = batch.Membership.Birthday(shopId);
        _value = new ValueInputs(batch, shopId, writes: false);
        _points = LotInputs.Of(batch.Membership, shopId);
    }

    /// <summary>What a cart costs at a time.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="catalogue">Its tiers and rates.</param>
    /// <param name="cart">The cart.</param>
    /// <param name="products">The lines as earning rules see them, without their values.</param>
    /// <param name="now">The shop's time.</param>
    /// <param name="earning">What a member's history says about the points of the order; null where nothing is asked.
    /// </param>
    public Quote Price(
        Shop shop, MemberCatalogue catalogue, QuoteContent cart, IReadOnlyList<PaidLine> products, DateTimeOffset now,
        Func<MemberRow, EarningInputs?> earning)
    {
        var member = _member.First ?? MemberRow.Nobody;
        var tier = MemberRules.TierAt(member, catalogue, now);
        var held = _held.List.Where(one => one.QuoteId != cart.QuoteId && one.Holds(now))
            .SelectMany(one => one.At(now).Used()).ToList();
        PastUse[] uses =
        [
            .. _uses.List.Select(one => one.Past),
            .. held.Where(one => !one.IsOfCoupon()).Select(one => new PastUse(one.Code, now, 1)),
        ];
        var moment = PrivilegeMoment.In(
            now, shop.TimeZone, tier?.Until, tier?.Tier.ValidityDays, _birthday.First);
        var privileges = catalogue.PrivilegesOf(tier?.Tier);
        var pricing = new CartPricing(cart, shop.Currency);
        pricing.TakePrivileges(privileges.Usable(moment, uses));
        TakeCoupons(pricing, cart, held, now);

        var unavailable = privileges.Unavailable(moment, uses, member.Growth).Where(one => one.TierId is null)
            .Select(one => new UnavailableDiscount(QuoteDiscount.Privilege, one.Code, one.Reasons));
        var list = pricing.Lines.Sum(line => line.ListAmount.Amount) + (cart.Shipping?.Amount ?? 0);
        var terms = GrantTerms.Of(
            catalogue, [.. products.Select((line, i) => line with { ValueMinor = pricing.Left[i] })], now);
        terms = earning(member)?.Judge(terms) ?? terms;
        var earns = terms.Whole;
        return new Quote(
            cart.QuoteId, cart.CustomerId, tier?.Tier.TierId, Quote.Quoted,
            [.. pricing.Lines.Select(line => line with { RestrictedTo = Restriction(catalogue, tier, line) })],
            pricing.Shipping, shop.Money(list), shop.Money(list - pricing.Total), shop.Money(pricing.Total),
            [.. unavailable, .. pricing.Unavailable],
            shop.Money(Math.Clamp(_value.At(now).Total - _value.Reserved(now), 0, pricing.Total)),
            _points.At(now).Active, new QuoteEarnings(earns.Points, earns.Growth, PointsExplanation.Of(terms)),
            now.AddMinutes(cart.ValidMinutes),
            now);
    }

    private void TakeCoupons(
        CartPricing pricing, QuoteContent cart, List<QuoteDiscount> held, DateTimeOffset now)
    {
        var open = _coupons.List.Where(one => one.ExpiresAt > now).ToList();
        if (cart.CouponCodes is null)
        {
            var usable = open.Where(one => Refusal(one, held, now) is null).ToList();
            foreach (var one in open.Except(usable)) pricing.Refuse(one.Code, Refusal(one, held, now)!);
            if (pricing.Best(usable) is { } best) pricing.TakeCoupons([best]);
            return;
        }
        foreach (var code in cart.CouponCodes)
        {
            var coupon = open.Find(one => one.Code == CouponCode.Normalize(code));
            if (coupon is null) pricing.Refuse(code, new UnavailableReason(UnavailableReason.CouponUnknown));
            else if (Refusal(coupon, held, now) is { } reason) pricing.Refuse(coupon.Code, reason);
            else pricing.TakeCoupons([coupon]);
        }
    }

    /// <summary>Why a coupon cannot be used whatever is in the cart; null where it can.</summary>
    private static UnavailableReason? Refusal(CouponRow coupon, List<QuoteDiscount> held, DateTimeOffset now) =>
        coupon.ValidFrom > now ? new UnavailableReason(UnavailableReason.NotYetValid, From: coupon.ValidFrom)
            : held.Exists(one => one.IsOfCoupon() && one.Code == coupon.Code)
                ? new UnavailableReason(UnavailableReason.Reserved)
                : null;

    /// <summary>The lowest tier that may buy a product, where only tiers may that the customer does not have.</summary>
    private static string? Restriction(MemberCatalogue catalogue, TierInForce? own, QuotedLine line)
    {
        string? lowest = null;
        foreach (var tier in catalogue.Tiers)
        {
            if (!tier.Privileges.Any(one => one.Grant is { Type: GrantTypes.ExclusiveProduct } grant
                && grant.ProductIds!.Contains(line.ProductId))) continue;
            if (tier.TierId == own?.Tier.TierId) return null;
            lowest = tier.TierId;
        }
        return lowest;
    }

    private const string CouponsSql = $"""
        select {CouponRow.Columns}
        where k.shop_id = @shop and k.customer_key = {BatchVariables.BuyerKey} and k.redemption_key is null
        order by k.expires_at, k.coupon_key limit 200
        """;
}
