using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Explanations;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Tiers;

/// <summary>
/// Reports the effect of a promotion on the income of the people above: what each rule of the version then in force
/// pays each of them for a reference order before and after it, floors included, and whether it is never less.
/// </summary>
internal static class GetPromotionEffect
{
    /// <summary>Which promotion, and by which order it is shown.</summary>
    /// <param name="CustomerId">Who was promoted.</param>
    /// <param name="PromotionId">Which promotion; the latest where it is absent.</param>
    /// <param name="Amount">Minor units of the order; 10,000 where it is absent.</param>
    /// <param name="ProductId">The product bought; one without class and rung where it is absent.</param>
    public sealed record Query(string CustomerId, string? PromotionId, long? Amount, string? ProductId)
        : IRequest<Result>
    {
        internal const long UsualMinor = 10_000;

        /// <summary>What the order comes to.</summary>
        internal long Minor => Amount ?? UsualMinor;
    }

    /// <summary>The report.</summary>
    /// <param name="CustomerId">Who was promoted.</param>
    /// <param name="PromotionId">Which promotion.</param>
    /// <param name="PromotedTo" example="T1">The tier reached.</param>
    /// <param name="RecordedAt">Since when.</param>
    /// <param name="Order">The reference order.</param>
    /// <param name="Holds">
    /// Whether no ancestor gets less of any order, whatever its products: of each kind of line that the rules can tell
    /// apart, at every distance.
    /// </param>
    /// <param name="Orders">The reference order, by how far below the promoted person its buyer stands.</param>
    /// <param name="PromotedFrom" example="T1">The tier before; absent for none.</param>
    /// <param name="PlanId">The version in force at that time; absent without one, so that no person was paid.</param>
    public sealed record Result(
        string CustomerId, string PromotionId, string PromotedTo, DateTimeOffset RecordedAt, Money Order, bool Holds,
        IReadOnlyList<LegOrder> Orders, string? PromotedFrom = null, string? PlanId = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}/promotion-effect", (
                string customerId, string? promotionId, long? amount, string? productId, IMediator mediator,
                CancellationToken cancel) => mediator.Send(
                    new Query(customerId, promotionId, amount, productId), cancel))
            .Describe(
                "getPromotionEffect", "Commissions", "Get a promotion's effect on upline income",
                "Compares the income of the people above a promoted partner before and after the promotion: what each "
                    + "rule of the plan version then in force pays them for a reference order, floors included, and "
                    + "whether any of them gets less. `promotionId` selects the promotion, by default the latest; "
                    + "`amount` and `productId` describe the reference order.")
            .Scope(Scopes.CommissionsRead).Expensive()
            .Problems(
                CustomerProblems.CustomerNotFound, TierHistoryProblems.PromotionNotFound,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Amount).InclusiveBetween(1, Money.Limit).WithErrorCode("AMOUNT_OUT_OF_RANGE")
                .When(q => q.Amount is not null);
            RuleFor(q => q.ProductId!).MerchantId().When(q => q.ProductId is not null);
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, transaction => Report(transaction, query), cancel);

        private async Task<Result> Report(ShopTransaction transaction, Query query)
        {
            var batch = transaction.Batch();
            var state = batch.ShopState(transaction.ShopId);
            var found = batch.FindCustomer(transaction.ShopId, query.CustomerId);
            var products = batch.Ladder.Products(transaction.ShopId, query.ProductId is null ? [] : [query.ProductId]);
            await batch.Run(transaction.Cancel);
            var person = found.OrNotFound(query.CustomerId);
            var history = await People(transaction, [person.Key]);
            var entry = Find(history, query.PromotionId)
                ?? throw TierHistoryProblems.PromotionNotFound.For(
                    query.PromotionId ?? $"latest of {query.CustomerId}");

            var plan = (await settings.Commissions(transaction, state.First!)).InForce(entry.RecordedAt);
            var report = new Result(
                person.CustomerId, PublicId.Of(ListTierHistory.Prefix, entry.Seq), entry.Tier!, entry.RecordedAt,
                context.Shop.Money(query.Minor), true, [],
                history.Where(one => one.Seq < entry.Seq).MaxBy(one => one.Seq)?.Tier);
            if (plan is null) return report;
            var chain = await Chain(transaction, person, entry, plan.Content);
            var effect = new PromotionEffect(plan.Content, chain, entry);
            var product = products.First;
            var line = new SnapshotLine(
                1, query.Minor, query.ProductId ?? "", null, product?.Class, product?.Rung, Quantity: 1);
            var orders = effect.Of(context.Shop, line);
            return report with
            {
                PlanId = PublicId.Of(PlanVersion.Prefix, plan.Key),
                Orders = orders,
                Holds = effect.Holds() && orders.All(order => order.Holds),
            };
        }

        private static async Task<List<HistoryEntry>> People(ShopTransaction transaction, long[] keys)
        {
            var batch = transaction.Batch();
            var entries = batch.Commissions.History(transaction.ShopId, keys);
            await batch.Run(transaction.Cancel);
            return entries.List;
        }

        /// <summary>Entries that give another tier to an active partner; a tier given back does not count.</summary>
        private static HistoryEntry? Find(List<HistoryEntry> history, string? promotionId)
        {
            string? held = null;
            var promotions = new List<HistoryEntry>();
            foreach (var entry in history.OrderBy(entry => entry.Seq).Where(entry => entry.Tier is not null))
            {
                if (entry.Active && entry.Tier != held) promotions.Add(entry);
                held = entry.Tier;
            }
            return promotionId is null
                ? promotions.LastOrDefault()
                : promotions.Find(entry => entry.Seq == PublicId.KeyOf(ListTierHistory.Prefix, promotionId));
        }

        private static async Task<List<ChainPerson>> Chain(
            ShopTransaction transaction, Customer person, HistoryEntry promotion, PlanContent plan)
        {
            var batch = transaction.Batch();
            var edges = batch.Referrals.EdgesAbove(transaction.ShopId, [person.Key], plan.ChainDepth);
            await batch.Run(transaction.Cancel);
            var above = edges.List
                .Select(
                    edge => (edge.ChildKey, edge.ParentKey, Bond: new BindingRef(edge.RecordedAt, edge.TransactionId)))
                .Where(edge => edge.Bond.Precedes(promotion)).ToDictionary(edge => edge.ChildKey);
            var keys = new List<long> { person.Key };
            while (above.TryGetValue(keys[^1], out var edge)) keys.Add(edge.ParentKey);

            var reads = transaction.Batch();
            var entries = reads.Commissions.History(transaction.ShopId, [.. keys]);
            var names = reads.CustomersByKey(transaction.ShopId, [.. keys]);
            await reads.Run(transaction.Cancel);
            var histories = entries.List.ToLookup(entry => entry.CustomerKey);
            var ids = names.List.ToDictionary(one => one.Key, one => one.CustomerId);
            return
            [
                .. keys.Select(key => new ChainPerson(
                    key, ids[key], [.. histories[key]], above.GetValueOrDefault(key).Bond)),
            ];
        }
    }
}
