using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Flows.Plans;

/// <summary>A shop's live data held against the profile in force.</summary>
/// <param name="Now">The shop's time.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="Widest">The partner who is paid from the most people.</param>
/// <param name="Sales">Sales, and of them those to people who cannot earn.</param>
/// <param name="Plan">The version in force.</param>
/// <param name="Findings">What the profile says of all that, the worst first.</param>
internal sealed record LiveComplianceCheck(
    DateTimeOffset Now, string Profile, Reach? Widest, RetailSales Sales, Plan? Plan,
    IReadOnlyList<GuardFinding> Findings)
{
    /// <summary>Reads and judges.</summary>
    public static async Task<LiveComplianceCheck> Read(
        ShopTransaction transaction, Shop shop, CommissionSettingsCache settings, TimeProvider time)
    {
        var catalogue = GuardCatalogue.Shipped;
        var batch = transaction.Batch();
        batch.JoinWholeTables();
        var state = batch.ShopState(shop.Id);
        var reach = batch.Commissions.WidestReach(shop.Id);
        var retail = batch.Commissions.RetailSales(shop.Id);
        var products = batch.Ladder.ProductPlaces(shop.Id, LadderProduct.Entry, catalogue.WordsOf("G19"));
        await batch.Run(transaction.Cancel);

        var now = state.First!.Now(shop, time);
        var profile = catalogue.InForce(shop.Jurisdiction, now);
        var commissions = await settings.Get(transaction, state.First.SettingsVersion);
        var plan = commissions.InForce(now);
        var places = products.List.Select(p => new LadderProduct(p.ProductId, p.Class, p.Rung, p.Role)).ToList();
        return new LiveComplianceCheck(now, profile.Version, reach.First, retail.First!, plan,
        [
            .. LiveComplianceFacts.Findings(reach.First, retail.First!, catalogue, profile),
            .. plan is null ? [] : Guard.Lint(plan.Content, commissions.Tiers, places, catalogue, profile),
        ]);
    }
}
