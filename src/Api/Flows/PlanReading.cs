using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>What a plan version is judged by: tiers, products and the profile of the shop's jurisdiction.</summary>
internal sealed class PlanReading
{
    private readonly string _planId;
    private readonly Rows<PlanRow> _plan;
    private readonly Rows<ShopState> _state;
    private readonly Rows<ProductPlace> _products;

    /// <summary>Adds the reading; a locked version stays as it is until the transaction ends.</summary>
    public PlanReading(Batch batch, long shopId, string planId, bool locked)
    {
        _planId = planId;
        _state = batch.ShopState(shopId);
        _plan = locked ? batch.LockPlan(shopId, planId) : batch.FindPlan(shopId, planId);
        Publishing = batch.PublishingState(shopId);
        _products = batch.ProductPlaces(shopId, LadderProduct.Entry, GuardCatalogue.Shipped.WordsOf("G19"));
    }

    /// <summary>What is read last.</summary>
    public Pending Last => _products;

    /// <summary>The version, or 404.</summary>
    public PlanRow Plan => _plan.OrNotFound(_planId);

    /// <summary>The shop's state.</summary>
    public ShopState State => _state.First!;

    /// <summary>Tiers, the latest version's time and the policy.</summary>
    public PublishingState Publishing { get; }

    /// <summary>What publishing at that time would say.</summary>
    public PlanJudgement Judge(Shop shop, DateTimeOffset now) => PlanJudgement.Of(
        Plan.ReadContent(), Publishing.Tiers,
        [.. _products.List.Select(p => new LadderProduct(p.ProductId, p.Class, p.Rung, p.Role))],
        GuardCatalogue.Shipped.InForce(shop.Jurisdiction, now));
}
