using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Programmes;

/// <summary>Gets the effect of a programme: how its factor changed, beside those who were held out.</summary>
internal static class GetProgrammeEffect
{
    /// <summary>The programme.</summary>
    public sealed record Query(string ProgrammeId) : IRequest<Result>;

    /// <summary>The effect of a programme.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Factor" example="frequency">The factor that it raises.</param>
    /// <param name="WindowDays" example="90">Days before and after each enrolment that are compared.</param>
    /// <param name="Treated">The customers that the programme is for, with or without an action.</param>
    /// <param name="HeldOut">The customers who are held out.</param>
    /// <param name="Effect" example="0.3">
    /// The change of the treated less that of those held out; of a ticket in minor units; absent while either is.
    /// </param>
    public sealed record Result(
        string ProgrammeId, DateTimeOffset AsOf, string Factor, int WindowDays, GroupEffect Treated,
        GroupEffect HeldOut, decimal? Effect);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/programmes/{programmeId}/effect",
            (string programmeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(programmeId), cancel))
            .Describe(
                "getProgrammeEffect", "Programmes", "Get the effect of a programme",
                "Compares the window before with the window after the enrolment of each customer, for those treated "
                    + "and those held out, as they were enrolled and whatever was done for them. The effect is the "
                    + "difference of the two changes. Customers whose window has not passed are open and count in "
                    + "no figure. Frequency is orders by customers, ticket is what was paid by orders, lifetime is "
                    + "the days from the first to the last order by buyers.")
            .Scope(Scopes.CustomersRead).Expensive().Problems(ProgrammeProblems.ProgrammeNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Report(caller, time, async (transaction, asOf) =>
            {
                var shop = transaction.ShopId;
                var asking = transaction.Batch();
                var programme = asking.Rows<Programme>(ProgrammeSql.FindSql, new { shop, query.ProgrammeId });
                await asking.Run(cancel);
                if (programme.First is not { Terms: var terms })
                    throw ProgrammeProblems.ProgrammeNotFound.For(query.ProgrammeId);
                var rows = await transaction.WholeTables(batch => batch.Rows<GroupRow>(
                    EffectSql, new { shop, query.ProgrammeId, terms.WindowDays, asOf }));
                var (treated, heldOut) = (Group(rows, false, terms), Group(rows, true, terms));
                return new Result(
                    query.ProgrammeId, asOf, terms.Factor, terms.WindowDays, treated, heldOut,
                    treated.Change - heldOut.Change);
            }, cancel);

        private GroupEffect Group(List<GroupRow> rows, bool heldOut, ProgrammeTerms terms) =>
            (rows.Find(row => row.HeldOut == heldOut) ?? GroupRow.Empty(heldOut)).Shown(caller.Shop, terms.Factor);
    }

    private const string EffectSql = $"""
        with people as (
            select p.customer_key, p.held_out, p.enrolled_at, p.enrolled_at - @windowDays * interval '24 hours'
                    as begins_at, p.enrolled_at + @windowDays * interval '24 hours' as ends_at
            from programme_participants p where p.shop_id = @shop and p.programme_id = @programmeId),
        closed as (select * from people where ends_at <= @asOf),
        bought as (
            select q.customer_key, p.paid_at, p.value_minor - p.refunded_minor as net, q.begins_at, q.enrolled_at,
                q.ends_at
            from closed q join orders p on p.shop_id = @shop and p.customer_key = q.customer_key
            where p.paid_at < q.ends_at and {KeptLines.OrderIsKept}),
        summed as (
            select customer_key,
                count(*) filter (where paid_at >= begins_at and paid_at < enrolled_at) as orders_before,
                sum(net) filter (where paid_at >= begins_at and paid_at < enrolled_at) as net_before,
                max(paid_at) filter (where paid_at < enrolled_at) - min(paid_at) as span_before,
                count(*) filter (where paid_at >= enrolled_at) as orders_after,
                sum(net) filter (where paid_at >= enrolled_at) as net_after,
                max(paid_at) - min(paid_at) as span_after
            from bought group by customer_key),
        acted as (
            select distinct q.customer_key
            from closed q join programme_actions a on a.shop_id = @shop and a.programme_id = @programmeId
                and a.customer_key = q.customer_key and a.occurred_at >= q.enrolled_at and a.occurred_at < q.ends_at)
        select q.held_out, count(*) filter (where q.ends_at <= @asOf) as customers,
            count(*) filter (where q.ends_at > @asOf) as open, count(a.customer_key) as with_action,
            coalesce(sum(s.orders_before), 0)::bigint as orders_before,
            coalesce(sum(s.net_before), 0)::bigint as net_before, count(s.span_before) as buyers_before,
            coalesce(sum(floor(extract(epoch from s.span_before) / 86400)), 0)::bigint as days_before,
            coalesce(sum(s.orders_after), 0)::bigint as orders_after,
            coalesce(sum(s.net_after), 0)::bigint as net_after, count(s.span_after) as buyers_after,
            coalesce(sum(floor(extract(epoch from s.span_after) / 86400)), 0)::bigint as days_after
        from people q left join summed s on s.customer_key = q.customer_key
            left join acted a on a.customer_key = q.customer_key
        group by q.held_out
        """;
}
