using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Tiers;

namespace SocialCommerce.Flows.Partners;

/// <summary>
/// An approval as a partner, whichever way it was asked for: made once and for all, and where it was the last condition
/// of a tier, the promotion to it.
/// </summary>
/// <param name="Made">Whether this is the person's first approval.</param>
/// <param name="Promotions">What the approval leads to.</param>
/// <param name="Settings">Under which settings.</param>
internal sealed record PartnerApproval(
    bool Made, IReadOnlyCollection<Promotion> Promotions, CommissionSettings Settings)
{
    /// <summary>Approves, and finds what follows.</summary>
    public static async Task<PartnerApproval> Give(
        ShopTransaction transaction, ShopSettings settings, long key, string by, DateTimeOffset now)
    {
        var approving = transaction.Batch();
        var made = approving.Commissions.Approve(transaction.ShopId, key, by, now);
        // An order under way counts for the person too: the one who comes second sees both.
        approving.Commissions.LockTiers([key]);
        var state = approving.ShopState(transaction.ShopId);
        await approving.Run(transaction.Cancel);
        var commissions = await settings.Commissions(transaction, state.First!);
        return made.List.Count == 0
            ? new PartnerApproval(false, [], commissions)
            : new PartnerApproval(true, await PostCommitTierCheck.Reached(transaction, commissions, key), commissions);
    }

    /// <summary>Adds what follows to the batch that commits it.</summary>
    public void Write(SqlBatch batch, PostingContext posting, string unit) =>
        batch.GiveTiers(posting, Promotion.ByApproval, unit, Settings, Promotions);
}
