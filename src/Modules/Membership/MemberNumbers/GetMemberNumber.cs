namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>Gets a customer's member number.</summary>
internal static class GetMemberNumber
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<MemberNumber>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/number", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getMemberNumber", "Joining", "Get a customer's member number",
                "Returns the member number in use, its serial number, and all forms that it has had: a change of the "
                    + "tier adds the form with the new prefix, some seconds later, and the earlier ones stay.")
            .Scope(Scopes.MembershipRead)
            .Problems(CustomerProblems.CustomerNotFound, NumberProblems.MemberNumberNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, MemberNumber>
    {
        public async Task<MemberNumber> Handle(Query query, CancellationToken cancel)
        {
            PendingRows<Customer>? customer = null;
            var numbers = await db.Read(caller.Shop.Id, batch =>
            {
                customer = batch.FindCustomer(caller.Shop.Id, query.CustomerId);
                return batch.Membership.Numbers(caller.Shop.Id, query.CustomerId);
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return NumberRow.Of(numbers.List) ?? throw NumberProblems.MemberNumberNotFound.Because(
                $"Customer '{query.CustomerId}' has no member number.");
        }
    }
}
