using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Relations;

namespace SocialCommerce.Flows.Relations;

/// <summary>Gets how deep the relation with a customer is, and what the next stage needs.</summary>
internal static class GetRelation
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>The relation with a customer.</summary>
    /// <param name="AsOf">The shop's time of the answer.</param>
    /// <param name="Relation">The stage and what it follows from.</param>
    /// <param name="SettingsVersion" example="1">The version of the relation settings; 0 for the defaults.</param>
    public sealed record Result(
        string CustomerId, DateTimeOffset AsOf, RelationStanding Relation, int SettingsVersion);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/relation",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getRelation", "Membership", "Get the relation with a customer",
                "Returns the stage of the relation: `trust` after a reply or a review that was read; "
                    + "`participation` after enough interactions on enough days; `ceremony` when the membership "
                    + "begins; `belonging` when a privilege was used, an order followed the first, and a referral or "
                    + "an activity in a group came within the window. A stage fades while the score is below its "
                    + "floor; a member keeps `ceremony`. `missing` states what the next stage needs.")
            .Scope(Scopes.MembershipRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, async transaction =>
            {
                var finding = transaction.Batch();
                var state = finding.ShopState(transaction.ShopId);
                var customer = finding.FindCustomer(transaction.ShopId, query.CustomerId);
                var settings = finding.InForce(PutRelationSettings.Setting, transaction.ShopId);
                await finding.Run(cancel);
                var key = customer.OrNotFound(query.CustomerId).Key;
                var reads = transaction.Batch();
                var reading = new RelationReading(reads, transaction.ShopId, [key]);
                await reads.Run(cancel);
                var asOf = state.First!.Now(context.Shop, context.Time);
                return new Result(
                    query.CustomerId, asOf,
                    reading.Of(key, settings.Content, context.Shop).At(asOf, reading.MemberSince(key) <= asOf),
                    settings.InForce.Version);
            }, cancel);
    }
}
