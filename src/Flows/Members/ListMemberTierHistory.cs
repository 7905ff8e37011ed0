using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.TierInvitations;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// Lists the tiers that a member has had, by the times of the orders and refunds themselves: all of them are counted
/// again, so that an order that is reported late changes the past as it should.
/// </summary>
internal static class ListMemberTierHistory
{
    /// <summary>The customer, and which page, or the instant that is asked about.</summary>
    public sealed record Query(string CustomerId, DateTimeOffset? At, int? Limit, string? Cursor)
        : IRequest<Page<Item>>;

    /// <summary>A time through which a member had one tier, or none after having had one.</summary>
    /// <param name="TierId">The highest of the tiers that stood; absent for none.</param>
    /// <param name="Cause">
    /// What began it: <c>growth</c>, <c>product</c> (a member product was bought), <c>invitation</c> (a person of the
    /// shop gave a tier or took it back), <c>threshold</c> (the shop changed what a tier asks for), <c>periodEnd</c>,
    /// <c>grace</c>, <c>upgrade</c> or <c>refund</c>.
    /// </param>
    /// <param name="Since">Its first instant.</param>
    /// <param name="Until">
    /// The first instant after it; of the latest one, when it will end. Absent where it does not end.
    /// </param>
    public sealed record Item(string? TierId, string Cause, DateTimeOffset Since, DateTimeOffset? Until);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/tier-history", (
                string customerId, DateTimeOffset? at, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(customerId, at, limit, cursor), cancel))
            .Describe(
                "listMemberTierHistory", "Membership", "List a member's tier history",
                "Lists the tiers that a member has had, oldest first, each with its cause and its interval. With `at` "
                    + "it lists the one interval that holds this instant, or nothing if the customer had no tier "
                    + "yet. Intervals follow the times of orders and refunds themselves: an order that is reported "
                    + "late changes the history as if it had been reported in time.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, MemberCatalogues catalogues, TimeProvider time)
        : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var after = Paging.DecodeInstant(query.Cursor);
            var intervals = await db.ReadSnapshot(
                caller.Shop.Id, transaction => Read(transaction, query.CustomerId), cancel);
            List<Item> items =
            [
                .. intervals.Where(one => !(one.Since <= after) && (query.At is not { } at || Holds(one, at)))
                    .Take(limit + 1).Select(one => new Item(one.TierId, one.Cause, one.Since, one.Until)),
            ];
            return Paging.Of(items, limit, item => Paging.Position(item.Since));
        }

        private static bool Holds(TierInterval interval, DateTimeOffset at) =>
            interval.Since <= at && !(interval.Until <= at);

        private async Task<List<TierInterval>> Read(ShopTransaction transaction, string customerId)
        {
            var finding = transaction.Batch();
            var customer = finding.FindCustomer(transaction.ShopId, customerId);
            var state = finding.ShopState(transaction.ShopId);
            await finding.Run(transaction.Cancel);
            var key = customer.First?.Key ?? throw CustomerProblems.CustomerNotFound.For(customerId);
            var catalogue = await catalogues.Get(transaction, state.First!.SettingsVersion);
            var batch = transaction.Batch();
            var invitations = batch.Membership.Invitations(transaction.ShopId, key);
            var inputs = new MemberInputs(batch, transaction.ShopId, catalogue, [key], []);
            await batch.Run(transaction.Cancel);
            return TierTimeline.Of(
                inputs.Of(key), catalogue, state.First!.Now(caller.Shop, time), invitations.List);
        }
    }
}
