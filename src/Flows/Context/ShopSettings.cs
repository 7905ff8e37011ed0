using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Members;
using SocialCommerce.Ladder.Settings;
using SocialCommerce.Membership.Joining;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;
using SocialCommerce.Referrals.Settings;

namespace SocialCommerce.Flows.Context;

/// <summary>The shop's configuration that flows decide by, cached while the shop's settings version stands.</summary>
internal sealed class ShopSettings(
    CommissionSettingsCache commissions, MemberCatalogues members, SettingsCache settings)
{
    /// <summary>Partner tiers and plan versions.</summary>
    public ValueTask<CommissionSettings> Commissions(ShopTransaction transaction, ShopState state) =>
        commissions.Get(transaction, state.SettingsVersion);

    /// <summary>Partner tiers and plan versions, outside a transaction.</summary>
    public ValueTask<CommissionSettings> Commissions(long shopId, ShopState state, CancellationToken cancel) =>
        commissions.Get(shopId, state.SettingsVersion, cancel);

    /// <summary>The content of a plan version, such as that of an order; null where there is none.</summary>
    public async ValueTask<PlanContent?> Plan(ShopTransaction transaction, ShopState state, long? planKey) =>
        (await Commissions(transaction, state)).ByKey(planKey)?.Content;

    /// <summary>Member tiers and earning rates.</summary>
    public ValueTask<MemberCatalogue> Members(ShopTransaction transaction, ShopState state) =>
        members.Get(transaction, state.SettingsVersion);

    /// <summary>Member tiers and earning rates, outside a transaction.</summary>
    public ValueTask<MemberCatalogue> Members(long shopId, ShopState state, CancellationToken cancel) =>
        members.Get(shopId, state.SettingsVersion, cancel);

    /// <summary>A member's row, recomputed first where it was written by the time of hearing.</summary>
    public async Task<MemberRow> CountMember(
        ShopTransaction transaction, FlowContext context, long customerKey, MemberRow row)
    {
        if (row.AsOf is not null) return row;
        await MembershipRecount.Recompute(transaction, context.Shop, members, context.Time, [customerKey], null);
        var batch = transaction.Batch();
        var rows = batch.Membership.Members(transaction.ShopId, [customerKey]);
        await batch.Run(transaction.Cancel);
        return rows.First!.Row;
    }

    /// <summary>What orders and refunds may be off by.</summary>
    public async ValueTask<PutOrderSettings.Body> Orders(ShopTransaction transaction, ShopState state) =>
        (await settings.Get(transaction, state.SettingsVersion)).Of(PutOrderSettings.Setting);

    /// <summary>Whether the shop has set how customers become members; without, no order says so.</summary>
    public async ValueTask<bool> Joins(ShopTransaction transaction, ShopState state) => !ReferenceEquals(
        (await settings.Get(transaction, state.SettingsVersion)).Of(PutJoiningSettings.Setting),
        PutJoiningSettings.Setting.Default);

    /// <summary>The house account.</summary>
    public async ValueTask<ReferralSettings> Referrals(ShopTransaction transaction, ShopState state) =>
        (await settings.Get(transaction, state.SettingsVersion)).Of(ReferralSettings.Setting);
}
