using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Privileges;

/// <summary>Gets which privileges are used, which are not, and which are broken.</summary>
internal static class GetPrivilegeReport
{
    /// <summary>The period of the uses.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To) : IRequest<Result>;

    /// <summary>The uses of a shop's privileges.</summary>
    /// <param name="From">Start of the period.</param>
    /// <param name="To">Its end, which no longer belongs to it.</param>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Used">By tier and privilege, the most used first.</param>
    /// <param name="Breached">By tier and privilege, the most frequent first.</param>
    /// <param name="Unused">Privileges of the tiers in force without a use in the period.</param>
    public sealed record Result(
        DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf, IReadOnlyList<Used> Used,
        IReadOnlyList<Breached> Breached, IReadOnlyList<Unused> Unused);

    /// <summary>Uses that members were entitled to.</summary>
    /// <param name="TierId">The tier at the use.</param>
    /// <param name="Code" example="member-price">The privilege's code.</param>
    /// <param name="Uses" example="120">How often it was used.</param>
    /// <param name="Customers" example="80">Customers who used it.</param>
    /// <param name="Saved">What it saved them, as reported.</param>
    public sealed record Used(string? TierId, string Code, long Uses, long Customers, Money Saved);

    /// <summary>Uses that customers were not entitled to.</summary>
    /// <param name="TierId">The tier at the use; absent for none.</param>
    /// <param name="Code" example="member-price">The privilege's code.</param>
    /// <param name="Breach" example="notMember">
    /// <c>notMember</c>, <c>notInTier</c>, <c>overLimit</c> or <c>notThatDay</c>.
    /// </param>
    /// <param name="Uses" example="4">How often.</param>
    /// <param name="Customers" example="3">Customers who were given it.</param>
    /// <param name="Saved">What it saved them, as reported.</param>
    public sealed record Breached(string? TierId, string Code, string Breach, long Uses, long Customers, Money Saved);

    /// <summary>A privilege without a use.</summary>
    /// <param name="TierId">The tier.</param>
    /// <param name="Code" example="member-price">The privilege's code.</param>
    public sealed record Unused(string TierId, string Code);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/privileges", (
                DateTimeOffset? from, DateTimeOffset? to, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(from, to), cancel))
            .Describe(
                "getPrivilegeReport", "Reports", "Get the use of privileges",
                "Returns the recorded uses of privileges in the period by tier and privilege: what members used, what "
                    + "was given to customers who were not entitled to it, and which privileges of the tiers in "
                    + "force without a use. Cancelled uses do not count. Without `to` the period ends now, without "
                    + "`from` it has 30 days. A period that is empty or longer than 366 days is refused.")
            .Scope(Scopes.MembershipRead).Expensive().Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).EndOfPeriod(q => q.From);
    }

    internal sealed class Handler(FlowContext context, MemberCatalogues catalogues) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.Report(context.Caller, context.Time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var reads = transaction.Batch();
                var state = reads.ShopState(transaction.ShopId);
                var doubtful = reads.Membership.DoubtfulCustomers(transaction.ShopId, period.From, period.To);
                await reads.Run(cancel);
                var catalogue = await catalogues.Get(transaction, state.First!.SettingsVersion);
                var counting = transaction.Batch();
                var counts = counting.Membership.CountUses(
                    transaction.ShopId, period.From, period.To, [.. doubtful.List.Select(one => one.Key)]);
                await counting.Run(cancel);
                List<UseCount> all = [.. counts.List];
                foreach (var customer in doubtful.List)
                    all.AddRange(Count(await Judge(transaction, catalogue, customer, asOf), period));
                return Of(all, catalogue, period, asOf);
            }, cancel);

        private async Task<List<PrivilegeUseRow>> Judge(
            ShopTransaction transaction, MemberCatalogue catalogue, Customer customer, DateTimeOffset asOf)
        {
            var reads = transaction.Batch();
            reads.FindBuyer(transaction.ShopId, customer.CustomerId);
            var uses = new JudgedUses(reads, context.Shop, catalogue, customer.Key);
            await reads.Run(transaction.Cancel);
            return uses.At(asOf);
        }

        private static IEnumerable<UseCount> Count(IEnumerable<PrivilegeUseRow> uses, ReportPeriod period) =>
            from use in uses
            where use.UsedAt >= period.From && use.UsedAt < period.To
            group use by (use.TierId, use.Code, use.Breach) into kind
            select new UseCount(
                kind.Key.TierId, kind.Key.Code, kind.Key.Breach, kind.Sum(use => (long)use.Quantity), 1,
                kind.Sum(use => use.Saved ?? 0));

        private Result Of(
            IEnumerable<UseCount> counts, MemberCatalogue catalogue, ReportPeriod period, DateTimeOffset asOf)
        {
            List<UseCount> kinds =
            [
                .. from count in counts
                    group count by (count.TierId, count.Code, count.Breach) into kind
                    let uses = kind.Sum(one => one.Uses)
                    orderby uses descending, kind.Key.Code, kind.Key.TierId
                    select new UseCount(
                        kind.Key.TierId, kind.Key.Code, kind.Key.Breach, uses, kind.Sum(one => one.Customers),
                        kind.Sum(one => one.Saved)),
            ];
            var used = kinds.FindAll(one => one.Breach is null);
            return new Result(
                period.From, period.To, asOf,
                used.ConvertAll(one => new Used(
                    one.TierId, one.Code, one.Uses, one.Customers, context.Shop.Money(one.Saved))),
                kinds.FindAll(one => one.Breach is not null).ConvertAll(one => new Breached(
                    one.TierId, one.Code, one.Breach!, one.Uses, one.Customers, context.Shop.Money(one.Saved))),
                [
                    .. from tier in catalogue.Tiers
                        from privilege in tier.Privileges
                        where !used.Exists(one => one.TierId == tier.TierId && one.Code == privilege.Code)
                        select new Unused(tier.TierId, privilege.Code),
                ]);
        }
    }
}
