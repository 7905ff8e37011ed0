using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Privileges;

/// <summary>Lists the uses that customers were not entitled to.</summary>
internal static class ListPrivilegeBreaches
{
    /// <summary>A page of the breaches of a period.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? Limit, string? Cursor)
        : IRequest<Page<PrivilegeUse>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/privilege-breaches", (
                DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, limit, cursor), cancel))
            .Describe(
                "listPrivilegeBreaches", "Membership", "List breaches of privileges",
                "Lists the recorded uses of privileges that the customers were not entitled to, the latest record "
                    + "first: a member's price without a tier, a privilege of another tier, a use beyond the limits "
                    + "or on another day. A use that a late order has made right is left out, so that a page may be "
                    + "shorter than its limit. Without `to` the period ends now, without `from` it has 30 days.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).EndOfPeriod(q => q.From);
    }

    internal sealed class Handler(FlowContext context, MemberCatalogues catalogues)
        : IRequestHandler<Query, Page<PrivilegeUse>>
    {
        public Task<Page<PrivilegeUse>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, before) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            return context.Db.Report(context.Caller, context.Time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var reads = transaction.Batch();
                var state = reads.ShopState(transaction.ShopId);
                var breaches = reads.Membership.Breaches(
                    transaction.ShopId, period.From, period.To, before > 0 ? before : long.MaxValue, limit + 1);
                await reads.Run(cancel);
                var catalogue = await catalogues.Get(transaction, state.First!.SettingsVersion);
                var page = Paging.Of(breaches.List, limit, use => use.Key);
                var standing = new List<PrivilegeUse>();
                foreach (var use in page.Data)
                {
                    var judged = use.IsDoubtful ? await Judge(transaction, catalogue, use, asOf) : use;
                    if (judged.Breach is not null) standing.Add(judged.For(context.Shop));
                }
                return new Page<PrivilegeUse>(standing, page.NextCursor, page.HasMore);
            }, cancel);
        }

        private async Task<PrivilegeUseRow> Judge(
            ShopTransaction transaction, MemberCatalogue catalogue, PrivilegeUseRow use, DateTimeOffset asOf)
        {
            var reads = transaction.Batch();
            reads.FindBuyer(transaction.ShopId, use.CustomerId);
            var uses = new JudgedUses(reads, context.Shop, catalogue, use.CustomerKey);
            await reads.Run(transaction.Cancel);
            return uses.At(asOf).Find(one => one.Key == use.Key)!;
        }
    }
}
