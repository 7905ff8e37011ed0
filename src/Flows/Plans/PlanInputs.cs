using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Publishing;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Plans;

/// <summary>What a plan version is judged by: tiers, products and the profile of the shop's jurisdiction.</summary>
internal sealed class PlanInputs
{
    private readonly string _planId;
    private readonly PendingRows<PlanRow> _plan;
    private readonly PendingRows<ShopState> _state;
    private readonly PendingRows<ProductPlace> _products;
    private readonly PendingRows<long> _benefits;
    private readonly PendingRows<long> _tierPrices;

    /// <summary>Adds the reading; a locked version stays as it is until the transaction ends.</summary>
    public PlanInputs(SqlBatch batch, Shop shop, string planId, bool locked)
    {
        var shopId = shop.Id;
        _planId = planId;
        _state = batch.ShopState(shopId);
        _plan = locked ? batch.Commissions.LockPlan(shopId, planId) : batch.Commissions.FindPlan(shopId, planId);
        Publishing = batch.Commissions.PublishingState(shop);
        _benefits = batch.Touchpoints.CountBenefits(shopId);
        _tierPrices = batch.Membership.CountTierPrices(shopId);
        _products = batch.Ladder.ProductPlaces(shopId, LadderProduct.Entry, GuardCatalogue.Shipped.WordsOf("G19"));
    }

    /// <summary>The reading by itself, without a lock.</summary>
    public static async Task<PlanInputs> Of(FlowContext context, string planId, CancellationToken cancel)
    {
        PlanInputs? inputs = null;
        await context.Db.Read(context.Shop.Id, batch =>
        {
            inputs = new PlanInputs(batch, context.Shop, planId, locked: false);
            return inputs._products;
        }, cancel);
        return inputs!;
    }

    /// <summary>The version, or 404.</summary>
    public PlanRow Plan => _plan.OrNotFound(_planId);

    /// <summary>The shop's state.</summary>
    public ShopState State => _state.First!;

    /// <summary>Tiers, the latest version's time and the policy.</summary>
    public PublishingState Publishing { get; }

    private ShopEvidence Evidence => new(_benefits.First, _tierPrices.First);

    /// <summary>Whether another reading found the same, so that it would be judged alike.</summary>
    public bool Agrees(PlanInputs other) =>
        Plan.Revision == other.Plan.Revision && _products.List.SequenceEqual(other._products.List)
        && Evidence == other.Evidence
        && Json.Write(Publishing.Tiers) == Json.Write(other.Publishing.Tiers);

    /// <summary>What publishing at that time would say.</summary>
    public PublishingReview Judge(Shop shop, DateTimeOffset now, CancellationToken cancel) => PublishingReview.Until(
        Plan.ReadContent(), Publishing.Tiers,
        [.. _products.List.Select(p => new LadderProduct(p.ProductId, p.Class, p.Rung, p.Role))],
        Evidence, Profile(shop, now), cancel);

    /// <summary>The guard's profile in force at that time.</summary>
    public static GuardProfile Profile(Shop shop, DateTimeOffset now) =>
        GuardCatalogue.Shipped.InForce(shop.Jurisdiction, now);
}
