using SocialCommerce.Ladder.ProductLadder;
using SocialCommerce.Ladder.ProductLinks;

namespace SocialCommerce.Ladder.Offers;

/// <summary>
/// Gets what to offer to a customer next (客单递进), computed from the journey, the orders, the product links and the
/// expected cycles, by the ladder in force.
/// </summary>
internal static class GetNextOffer
{
    private const int MostProducts = 200;
    private const int MostSuggestions = 200;

    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>The next offer, or why the customer gets no offer.</summary>
    /// <param name="AsOf">The shop's time of the answer.</param>
    /// <param name="Offer">The offer; absent without one.</param>
    /// <param name="NoOffer" example="lowNeed">
    /// Why there is no offer: <c>lowNeed</c>, <c>ladderComplete</c>, <c>noNextRung</c> or <c>noProduct</c>.
    /// </param>
    /// <param name="Need">The recorded need that counted; absent without one.</param>
    public sealed record Result(
        string CustomerId, DateTimeOffset AsOf, Offer? Offer = null, string? NoOffer = null, CustomerNeed? Need = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/next-offer",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getNextOffer", "Customers", "Get a customer's next offer",
                "Returns the product to offer to a customer next, with reason, evidence and time. The product is of "
                    + "the rung that the ladder names after the highest one that the customer has, never of a rung "
                    + "that the customer has: by a purchase that was kept, or as member or partner. An open product "
                    + "link comes first (`moreItems`, until its window ends); else it is the cheapest product of the "
                    + "rung. A product bought again and again is a reason at the time of the next expected purchase "
                    + "(`deeperNeed`), a member product offers `morePrivileges`, a partner product and the first "
                    + "purchase a `deeperRelation`. A recorded low need suppresses the offer, and `noOffer` says so.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var facts = await Read(transaction, query.CustomerId);
                var (offer, noOffer) = NextOffer.Decide(facts);
                return new Result(query.CustomerId, facts.At, offer, noOffer, facts.Need);
            }, cancel);

        private async Task<OfferFacts> Read(ShopTransaction transaction, string customerId)
        {
            var shop = transaction.ShopId;
            var clock = transaction.Batch();
            var state = clock.ShopState(shop);
            var customer = clock.FindCustomer(shop, customerId);
            await clock.Run(transaction.Cancel);
            customer.OrNotFound(customerId);
            var now = state.First!.Now(caller.Shop, time);

            var reads = transaction.Batch();
            var ladder = reads.InForce(LadderContent.Setting, shop);
            var need = reads.Ladder.Need(shop, customerId);
            var rungs = reads.Ladder.OwnedRungs(shop, customerId);
            var relation = reads.Ladder.Relation(shop, customerId);
            var bought = reads.Ladder.BoughtProducts(shop, customerId, MostProducts);
            var suggestions = reads.Ladder.Suggestions(shop, customerId, now, MostSuggestions);
            var prices = RungPrices.Of(reads, shop);
            await reads.Run(transaction.Cancel);
            return new OfferFacts(
                now, ladder.Content, need.First, rungs.List, relation.First, bought.List, suggestions.List,
                prices.List.Where(one => one.Product is not null)
                    .ToDictionary(one => one.Rung, one => one.Product!, StringComparer.Ordinal));
        }
    }
}
