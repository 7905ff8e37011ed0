using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.StoredValue;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Homes;

/// <summary>All that the carried customer has as a member, read in one batch.</summary>
public sealed class MemberHomeInputs
{
    private readonly PendingRows<MemberRow> _member;
    private readonly PendingRows<bool> _hadTier;
    private readonly PendingRows<PastUse> _uses;
    private readonly PendingRows<Birthday> _birthday;
    private readonly PendingRows<HomeCoupons> _coupons;
    private readonly LotInputs _points;
    private readonly ValueInputs _value;

    /// <summary>Adds the reads of the carried customer at a time.</summary>
    public MemberHomeInputs(SqlBatch batch, long shopId, DateTimeOffset now)
    {
        _member = batch.Membership.Member(shopId);
        _hadTier = batch.Membership.Rows<bool>(HadTierSql, new { shop = shopId });
        _uses = batch.Membership.Rows<PastUse>(UsesSql, new { shop = shopId });
        _birthday = batch.Membership.Birthday(shopId);
        _coupons = batch.Membership.Rows<HomeCoupons>(CouponsSql, new { shop = shopId, now });
        _points = LotInputs.Of(batch.Membership, shopId);
        _value = new ValueInputs(batch, shopId, writes: false);
    }

    /// <summary>The home at that time.</summary>
    public MemberHome At(Shop shop, MemberCatalogue catalogue, DateTimeOffset now)
    {
        var member = _member.First ?? MemberRow.Nobody;
        var tier = MemberRules.TierAt(member, catalogue, now);
        var privileges = catalogue.PrivilegesOf(tier?.Tier);
        var moment = PrivilegeMoment.In(
            now, shop.TimeZone, tier?.Until, tier?.Tier.ValidityDays, _birthday.First);
        var next = catalogue.NextTier(tier?.Tier.Rank ?? 0);
        return new MemberHome(
            HomeTier.Of(member, catalogue, now), tier is null && _hadTier.First, member.Growth,
            next is null
                ? null
                : new HomeNextTier(next.TierId, next.Name, Math.Max(0, next.GrowthFrom!.Value - member.Growth)),
            privileges.Usable(moment, _uses.List), privileges.Unavailable(moment, _uses.List, member.Growth),
            Points(_points.At(now)), _coupons.First!,
            shop.Money(Math.Max(0, _value.At(now).Total - _value.Reserved(now))));
    }

    private static HomePoints Points(PointBalance balance)
    {
        var active = balance.Lots.Where(lot => lot.ActiveFrom <= balance.Now && lot.ExpiresAt > balance.Now).ToList();
        var expiry = active.Min(lot => lot.ExpiresAt);
        return new HomePoints(
            balance.Active, balance.Pending, balance.Debt,
            balance.Lots.Where(lot => lot.ActiveFrom > balance.Now).Min(lot => (DateTimeOffset?)lot.ActiveFrom),
            expiry, expiry is null ? null : active.Where(lot => lot.ExpiresAt == expiry).Sum(lot => lot.Left));
    }

    private const string HadTierSql = $"""
        select exists (
            select from member_tier_history
            where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and tier_id is not null)
        """;

    private const string UsesSql = $"""
        select code, used_at, quantity from privilege_uses
        where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and cancelled_at is null
        """;

    private const string CouponsSql = $"""
        select count(*) filter (where valid_from <= @now) as usable, count(*) filter (where valid_from > @now)
                as upcoming, min(expires_at) filter (where valid_from <= @now) as next_expiry_at
        from coupons
        where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and redemption_key is null
            and expires_at > @now
        """;
}
