using SocialCommerce.Membership.Ceremonies;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Gets what a customer's membership is, derived from orders, contacts, the ceremony and decisions as recorded.
/// </summary>
internal static class GetMembership
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A membership.</summary>
    /// <param name="State" example="pending">
    /// <c>none</c>, <c>pending</c> (order and contact are there, the ceremony is open) or <c>active</c>.
    /// </param>
    /// <param name="Cause" example="contact">
    /// Which condition was met last: <c>order</c>, <c>contact</c> or <c>ceremony</c>. Of none: <c>nothing</c>,
    /// <c>contactMissing</c>, <c>orderMissing</c>, <c>orderReturned</c> (before it began), <c>ended</c> (by a person).
    /// </param>
    /// <param name="Since">Since when the state stands; absent where nothing is known.</param>
    /// <param name="AsOf">The shop's time.</param>
    /// <param name="ContactAt">When the contact was added first.</param>
    /// <param name="PendingAt">When order and contact were there; also of one that ended before it began.</param>
    /// <param name="BegunAt">When the last required condition was met.</param>
    /// <param name="OrderId">The order that founded it.</param>
    /// <param name="Trade" example="service">The trade of its entry rule.</param>
    /// <param name="ReturnedAt">
    /// Of one that has begun: since when no order counts any more. A person decides whether it stays.
    /// </param>
    /// <param name="Ceremony">The steps of the ceremony; none without a membership.</param>
    public sealed record Result(
        string CustomerId, string State, string Cause, DateTimeOffset? Since, DateTimeOffset AsOf,
        DateTimeOffset? ContactAt, DateTimeOffset? PendingAt, DateTimeOffset? BegunAt, string? OrderId, string? Trade,
        DateTimeOffset? ReturnedAt, IReadOnlyList<CeremonyProgress> Ceremony);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/membership", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getMembership", "Joining", "Get a customer's membership",
                "Returns whether a customer is a member by the shop's entry rule, since when and why, and the steps of "
                    + "the entry ceremony with what is done and when the others are due. It follows the times of "
                    + "the events themselves: an order, a contact or a step that is reported late counts as if it "
                    + "had been reported in time. An order that goes back before the membership begins founds none; "
                    + "one that goes back later leaves the membership, with `returnedAt`, to a person's decision. A "
                    + "guest and a customer of a shop without an entry rule have none.")
            .Scope(Scopes.MembershipRead)
            .Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, transaction => Read(transaction, query.CustomerId), cancel);

        private async Task<Result> Read(ShopTransaction transaction, string customerId)
        {
            var finding = transaction.Batch();
            var found = finding.FindCustomer(transaction.ShopId, customerId);
            var state = finding.ShopState(transaction.ShopId);
            await finding.Run(transaction.Cancel);
            var customer = found.OrNotFound(customerId);
            var reads = transaction.Batch();
            var inputs = new JoiningInputs(reads, transaction.ShopId, [customer.Key]);
            await reads.Run(transaction.Cancel);
            var status = inputs.Of(customer.Key, customer.CustomerId);
            return new Result(
                customer.CustomerId, status.State, status.Cause, status.Since,
                state.First!.Now(caller.Shop, time), inputs.ContactAt(customer.Key), status.PendingAt, status.BegunAt,
                status.OrderId, status.Trade, status.ReturnedAt, status.Steps ?? []);
        }
    }
}
