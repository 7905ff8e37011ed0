using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>What every flow works with: the caller's shop, its clock, and the way to the database.</summary>
public sealed class Desk(Db db, Caller caller, TimeProvider time, Idempotency idempotency)
{
    /// <summary>The way to the database.</summary>
    public Db Db => db;

    /// <summary>Who calls.</summary>
    public Caller Caller => caller;

    /// <summary>The caller's shop.</summary>
    public Shop Shop => caller.Shop;

    /// <summary>The machine's clock; a shop's own time comes from its state.</summary>
    public TimeProvider Time => time;

    /// <summary>The request's Idempotency-Key.</summary>
    public Idempotency Idempotency => idempotency;
}

/// <summary>The shop's configuration that flows decide by, cached while the shop's settings version stands.</summary>
public sealed class Settings(
    CommissionSettingsCache commissions, MemberCatalogues members, OrderSettingsCache orders,
    ReferralSettingsCache referrals)
{
    /// <summary>Partner tiers and plan versions.</summary>
    public ValueTask<CommissionSettings> Commissions(Work work, ShopState state) =>
        commissions.Get(work, state.SettingsVersion);

    /// <summary>Member tiers and earning rates.</summary>
    public ValueTask<MemberCatalogue> Members(Work work, ShopState state) => members.Get(work, state.SettingsVersion);

    /// <summary>A member's row, recomputed first where it was written by the time of hearing.</summary>
    public async Task<MemberRow> CountMember(Work work, Desk desk, long customerKey, MemberRow row)
    {
        if (row.AsOf is not null) return row;
        await MemberUpkeep.Recompute(work, desk.Shop, members, desk.Time, [customerKey], null);
        var batch = work.Batch();
        var rows = batch.Members(work.ShopId, [customerKey]);
        await batch.Run(work.Cancel);
        return rows.First!.Row;
    }

    /// <summary>What orders and refunds may be off by.</summary>
    public ValueTask<OrderSettings> Orders(Work work, ShopState state) => orders.Get(work, state.SettingsVersion);

    /// <summary>The house account.</summary>
    public ValueTask<ReferralSettings> Referrals(Work work, ShopState state) =>
        referrals.Get(work, state.SettingsVersion);
}
