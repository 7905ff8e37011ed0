using SocialCommerce.Books.Months;
using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Payouts.Checks;
using SocialCommerce.Referrals.Bindings;
using SocialCommerce.Referrals.Settings;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Recomputes the shop from its records: the books, the audit log's chain, what is left of every order from its
/// amendments and refunds, every order's commission from its snapshot, every snapshot from the histories, balances,
/// team numbers, statements and their chain, payouts, that sealed values open in their rows and match what was
/// approved, that waiting events do not fit their orders, and that the referral tree has no cycle.
/// </summary>
internal static class CheckIntegrity
{
    private const int OrdersPerPage = 1_000;

    /// <summary>The check.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>What was found.</summary>
    /// <param name="Ok">Whether everything agrees.</param>
    /// <param name="Orders">Orders recomputed.</param>
    /// <param name="Checks">Every check with its findings.</param>
    public sealed record Result(bool Ok, long Orders, IReadOnlyList<Check> Checks);

    /// <summary>One check.</summary>
    /// <param name="Name" example="commissions">What was checked.</param>
    /// <param name="Ok">Whether it agrees.</param>
    /// <param name="Findings">What does not; the first twenty.</param>
    public sealed record Check(string Name, bool Ok, IReadOnlyList<IntegrityFinding> Findings);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/integrity",
                (IMediator mediator, CancellationToken cancel) => mediator.Send(new Query(), cancel))
            .Describe(
                "checkIntegrity", "Reports", "Validate the shop's records",
                "Recomputes the shop from its records in one snapshot and reports each check with up to twenty "
                    + "findings: the books, the hash chain of the audit log, what is left of each order, commission "
                    + "from its snapshot, snapshots from the histories, balances, team numbers, statements, payouts, "
                    + "sealed values, waiting events and referral cycles. Nothing is changed. The request reads "
                    + "every order; run it outside peak hours.")
            .Scope(Scopes.CommissionsRead).Expensive();

    internal sealed class Handler(
        FlowContext context, ShopSettings settings, ModuleCatalogue modules, SecretProtector protector)
        : IRequestHandler<Query, Result>
    {
        /// <summary>
        /// Reads everything in one snapshot of the database, so that orders under way cannot be seen by half.
        /// </summary>
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            context.Db.Long.ReadSnapshot(context.Shop.Id, Recompute, cancel);

        private async Task<Result> Recompute(ShopTransaction transaction)
        {
            var shop = context.Shop;
            var batch = transaction.Batch();
            batch.JoinWholeTables();
            var state = batch.ShopState(shop.Id);
            var books = batch.CheckMoves(shop, modules.Moves);
            var sets = modules.Checks.Select(audit => (audit.Name, Rows: batch.Check(shop, audit))).ToList();
            var events = batch.Rows<string>(EventsSql, new { shop = shop.Id, unit = shop.Currency });
            var cycle = batch.Referrals.CycleMembers(shop.Id);
            var edges = batch.Referrals.Edges(shop.Id, 0, int.MaxValue);
            var tiers = batch.Commissions.History(shop.Id);
            var plans = batch.Commissions.PlanTimes(shop.Id);
            var spends = batch.Ladder.Spends(shop.Id);
            var numbers = batch.Commissions.KeptNumbers(shop.Id);
            var partners = batch.Commissions.DirectPartners(shop.Id);
            var promotions = batch.Commissions.PromotionFacts(shop.Id);
            var lists = batch.Versions(PartnerTierList.Setting, shop.Id);
            var projects = batch.Commissions.AcceptedProjects(shop.Id);
            var sources = batch.Commissions.SourceTimes(shop.Id);
            var houses = batch.Referrals.HouseVersions(shop.Id);
            var closed = batch.Books.LastClose(shop.Id);
            await batch.Run(transaction.Cancel);

            var commissions = await settings.Commissions(transaction, state.First!);
            var histories = new Histories(
                edges.List, tiers.List, plans.List, commissions, houses.List, shop.TimeZone);
            var recount = new CommissionRecount(histories, commissions);
            var maturity = new MaturityRecount(commissions);
            var refunds = new RefundRecount();
            await Recount(transaction, shop.Currency, recount, maturity, refunds);
            sources.List.ForEach(maturity.Look);
            var needless = await WaitingRecount.Of(transaction, shop.Currency);
            var matured = await MonthMaturity(transaction, shop, closed.First);
            var dividends = await DividendRecount.Of(transaction, commissions, [.. lists.All]);
            var given = new PromotionRecount(edges.List, tiers.List, [.. lists.All], plans.List, commissions);
            var members = await MemberRecount.Of(
                transaction, shop, await settings.Members(transaction, state.First!),
                state.First!.Now(shop, context.Time));
            var joining = await JoiningRecount.Of(transaction, state.First!.Now(shop, context.Time));
            var sealedValues = await SealedValues.Check(transaction, protector, modules.Sealed);
            sealedValues.AddRange(await SealedChecks.Of(transaction, protector));
            var documented = modules.Documents.SelectMany(source => source.Events).ToHashSet();
            var checks = sets.Select(set => Of(set.Name, set.Rows.List)).Prepend(Of("books", books.List))
                .Append(Of("events", [.. events.List.Where(name => !documented.Contains(name))
                    .Select(name => new IntegrityFinding($"event {name}", "no module knows its documents"))]))
                .Append(Of("commissions", recount.Commissions))
                .Append(Of("snapshots", recount.Snapshots))
                .Append(Of("maturity", maturity.Findings))
                .Append(Of("monthMaturity", matured))
                .Append(Of("refunds", refunds.Findings))
                .Append(Of("sealedValues", sealedValues))
                .Append(Of("memberships", members))
                .Append(Of("joining", joining))
                .Append(Of("waitingNeedlessly", needless))
                .Append(Of("dividends", dividends))
                .Append(Of("promotions", given.Of(promotions.List)))
                .Append(Of("projects", [.. projects.List.Where(project => !project.AddsUp()).Select(project =>
                    new IntegrityFinding($"project {project.ProjectId}", "its parts are not what the split gives"))]))
                .Append(Of("teams", [
                    .. TeamRecount.Of(numbers.List, spends.List, histories),
                    .. DirectPartnerRecount.Of(partners.List, tiers.List, histories),
                ]))
                .Append(Of(
                    "cycles",
                    [.. cycle.List.Select(key => new IntegrityFinding($"customer key {key}", "stands above itself"))]))
                .ToList();
            return new Result(checks.All(check => check.Ok), recount.Checked, checks);
        }

        /// <summary>
        /// At the last closed month's end nothing is pending that had matured by then, and nothing is booked as matured
        /// that had not.
        /// </summary>
        private static async Task<IReadOnlyList<IntegrityFinding>> MonthMaturity(
            ShopTransaction transaction, Shop shop, MonthClose? last)
        {
            if (last is null) return [];
            var batch = transaction.Batch();
            batch.JoinWholeTables();
            var found = batch.Commissions.MisbookedMaturities(shop, last.Month, last.MonthEnd, last.Watermark);
            await batch.Run(transaction.Cancel);
            return found.List;
        }

        private static async Task Recount(
            ShopTransaction transaction, string currency, CommissionRecount recount, MaturityRecount maturity,
            RefundRecount refunds)
        {
            for (long after = 0; ;)
            {
                var batch = transaction.Batch();
                batch.JoinSingleRows();
                var booked = batch.Commissions.BookedOrders(transaction.ShopId, after, OrdersPerPage);
                var sums = batch.Ladder.OrderSums(transaction.ShopId, after, OrdersPerPage);
                var kept = batch.Ladder.KeptOrders(transaction.ShopId, after, OrdersPerPage);
                await batch.Run(transaction.Cancel);
                if (booked.List.Count == 0) return;
                var last = booked.List[^1].OrderKey;
                var completing = transaction.Batch();
                var times = completing.Ladder.OrderTimes(transaction.ShopId, after, last);
                var events = completing.Ladder.CompletionEvents(transaction.ShopId, after, last);
                var counted = completing.Ladder.OrderNumbersOf(
                    transaction.ShopId, [.. booked.List.Where(recount.Counts).Select(order => order.OrderKey)]);
                await completing.Run(transaction.Cancel);
                var byKey = sums.List.ToDictionary(order => order.OrderKey);
                var timesOf = times.List.ToDictionary(order => order.OrderKey);
                foreach (var order in kept.List)
                    if (byKey.TryGetValue(order.OrderKey, out var found)) refunds.Look(order, found);
                var eventsOf = events.List.ToLookup(one => one.OrderKey);
                var numbers = counted.List.ToDictionary(order => order.OrderKey, order => order.Number);
                foreach (var order in booked.List)
                {
                    var values = byKey.GetValueOrDefault(order.OrderKey);
                    recount.Look(
                        order, values, numbers.TryGetValue(order.OrderKey, out var number) ? number : null);
                    if (values is not null)
                        maturity.Look(order, timesOf[order.OrderKey], values, [.. eventsOf[order.OrderKey]]);
                }
                await Decide(transaction, currency, recount);
                after = last;
            }
        }

        private static async Task Decide(ShopTransaction transaction, string currency, CommissionRecount recount)
        {
            if (recount.Doubts is not { Length: > 0 } doubts) return;
            var batch = transaction.Batch();
            var (headers, lines) = batch.Ladder.Orders(transaction.ShopId, doubts);
            var amendments = batch.Ladder.Amendments(transaction.ShopId, doubts);
            await batch.Run(transaction.Cancel);
            var linesOf = lines.List.ToLookup(line => line.OrderKey);
            var amendmentsOf = amendments.List.ToLookup(one => one.OrderKey);
            recount.Decide(headers.List.ToDictionary(
                header => header.OrderKey,
                header => AmendedOrder.Of(
                    header, [.. linesOf[header.OrderKey]], amendmentsOf[header.OrderKey], currency)));
        }

        private static Check Of(string name, IReadOnlyList<IntegrityFinding> findings) =>
            new(name, findings.Count == 0, [.. findings.Take(IntegrityChecks.Shown)]);
    }

    private const string EventsSql = """
        select distinct event from movements where shop_id = @shop and unit = @unit order by event
        """;
}
