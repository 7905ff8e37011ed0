using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Privileges;

/// <summary>Lists a customer's uses of privileges, with what of them was a breach by what is known now.</summary>
internal static class ListPrivilegeUses
{
    /// <summary>A page of one customer's uses.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<PrivilegeUse>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/privilege-uses", (
                string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listPrivilegeUses", "Membership", "List a member's uses of privileges",
                "Lists the uses of privileges of a customer that were not cancelled, the latest first, with the tier "
                    + "that the customer had at each and what was a breach. Both follow the times of orders and "
                    + "refunds themselves, whenever these were reported.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, MemberCatalogues catalogues, TimeProvider time)
        : IRequestHandler<Query, Page<PrivilegeUse>>
    {
        public async Task<Page<PrivilegeUse>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, before) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var uses = await db.ReadSnapshot(
                caller.Shop.Id, transaction => Read(transaction, query.CustomerId), cancel);
            uses.Reverse();
            var skipped = before > 0 ? uses.FindIndex(use => use.Key == before) + 1 : 0;
            List<PrivilegeUseRow> rows = [.. uses.Skip(skipped).Take(limit + 1)];
            return Paging.Of(rows, limit, use => use.Key).Select(use => use.For(caller.Shop));
        }

        private async Task<List<PrivilegeUseRow>> Read(ShopTransaction transaction, string customerId)
        {
            var shop = caller.Shop;
            var finding = transaction.Batch();
            var customer = finding.FindBuyer(shop.Id, customerId);
            var state = finding.ShopState(shop.Id);
            await finding.Run(transaction.Cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(customerId);
            var catalogue = await catalogues.Get(transaction, state.First!.SettingsVersion);
            var reading = transaction.Batch();
            var uses = new JudgedUses(reading, shop, catalogue, customer.First);
            await reading.Run(transaction.Cancel);
            return uses.At(state.First!.Now(shop, time));
        }
    }
}
