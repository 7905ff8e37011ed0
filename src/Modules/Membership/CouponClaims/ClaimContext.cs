using SocialCommerce.Membership.CouponTemplates;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>What claims work with: the caller's shop, its clock and its member tiers.</summary>
internal sealed class ClaimContext(Db db, Caller caller, MemberCatalogues catalogues, TimeProvider time)
{
    /// <summary>The way to the database.</summary>
    public Db Db => db;

    /// <summary>The caller's shop.</summary>
    public Shop Shop => caller.Shop;

    /// <summary>The shop's time with its day.</summary>
    public ClaimRules.Moment Moment(ShopState state) =>
        ClaimRules.Moment.Of(state.Now(caller.Shop, time), caller.Shop.TimeZone);

    /// <summary>The id of a member's tier in force, where one of the templates asks for it; else null.</summary>
    public async Task<string?> TierOf(
        MemberRow? member, IEnumerable<CouponTerms> terms, ShopState state, DateTimeOffset now,
        CancellationToken cancel)
    {
        if (member is null || !terms.Any(one => one.Audience?.Kind == CouponAudience.Tiers)) return null;
        var catalogue = await catalogues.Get(caller.Shop.Id, state.SettingsVersion, cancel);
        return MemberRules.TierAt(member, catalogue, now)?.Tier.TierId;
    }
}
