using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Points;

/// <summary>
/// Lists a member's points (积分) from the ledger, newest first; the sum of all entries is the balance.
/// </summary>
internal static class ListMemberPoints
{
    /// <summary>A page of one person's points.</summary>
    public sealed record Query(string CustomerId, string? Cursor, int? Limit) : IRequest<Page<Result>>;

    /// <summary>Points earned or, negative, taken back.</summary>
    /// <param name="EntryId" example="pts_0000000000042">Our id of the movement.</param>
    /// <param name="Event">
    /// <c>earned</c>, <c>takenBack</c>, <c>pointsSpent</c>, <c>pointsReturned</c> by a cancelled spend,
    /// <c>pointsGiven</c>, <c>pointsReceived</c>, <c>pointsExpired</c>, <c>pointsAdjusted</c>, <c>pointsPlayed</c> for
    /// a play of a game, <c>pointsWon</c> in a game, or <c>claimed</c> where a guest turned out to be the customer.
    /// </param>
    /// <param name="Points">Signed.</param>
    /// <param name="OrderId">The order it comes from.</param>
    /// <param name="SpendId">Of a spend: which one.</param>
    /// <param name="GiftId">Of a gift: which one.</param>
    /// <param name="AdjustmentId">Of an adjustment: which one.</param>
    /// <param name="GameId">Of a game: which one.</param>
    /// <param name="Earning">
    /// Of an order: why it earned its points when it was paid, as it was judged by this entry; absent where only the
    /// rates and the cap of an order decide.
    /// </param>
    public sealed record Result(
        string EntryId, string Event, long Points, string? OrderId, DateTimeOffset OccurredAt,
        DateTimeOffset RecordedAt, string? SpendId = null, string? GiftId = null, string? AdjustmentId = null,
        string? GameId = null, PointsExplanation? Earning = null);

    private const string Prefix = "pts";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/points", (
                string customerId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, cursor, limit), cancel))
            .Describe(
                "listMemberPoints", "Membership", "List a member's points",
                "Lists the points ledger of a customer, newest first: points earned, taken back by refunds, spent, "
                    + "given, received, expired, adjusted, staked and won in games, or transferred from a claimed "
                    + "guest. The sum of all entries is the member's balance. Where rules, tiers or a cap of the day "
                    + "decide, the entries of an order say why it earned its points, and an order that was reported "
                    + "late may add an entry to the orders after it.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.StillRunning,
                CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, People people, Caller caller) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var person = await people.Ask(shop, query.CustomerId, cancel)
                ?? throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            var rows = await db.Rows<Row>(shop, PointsSql, new
            {
                shop,
                customer = person.CustomerKey,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.MovementId).Select(row => row.ToResult());
        }
    }

    private sealed record Row(
        long MovementId, string Event, long Points, string? OrderId, DateTimeOffset OccurredAt,
        DateTimeOffset RecordedAt, string? SpendId, string? GiftId, string? AdjustmentId, string? GameId,
        long? ValueMinor, int? PointsBps, LineTerms[]? Lines, long? PointsCap, EarningBasis? Basis, EarningFacts? Facts)
    {
        public Result ToResult() => new(
            PublicId.Of(Prefix, MovementId), Event, Points, OrderId, OccurredAt, RecordedAt, SpendId, GiftId,
            AdjustmentId, GameId, Basis is null ? null : PointsExplanation.Of(new GrantTerms(
                ValueMinor!.Value, PointsBps!.Value, 0, Lines, [], PointsCap, Basis, Facts)));
    }

    private const string PointsSql = $"""
        select m.movement_id, m.event,
            case when m.to_account = '{PointMoves.PointsAccount}' then m.amount else -m.amount end as points,
            g.order_id, m.occurred_at, m.recorded_at, s.spend_id, i.gift_id, j.adjustment_id, w.game_id,
            g.value_minor, g.points_bps, g.lines, g.points_cap, g.basis, case when g.basis is not null then coalesce((
                select k.facts from member_grant_judgements k
                where k.shop_id = @shop and k.order_key = g.order_key and k.journal_id <= m.journal_id
                order by k.seq desc limit 1), g.facts) end as facts
        from movements m left join member_grants g on g.shop_id = m.shop_id and g.order_key = m.order_key
            left join point_spends s on m.event in ('pointsSpent', 'pointsReturned') and s.shop_id = m.shop_id
                and s.spend_key = m.subject_id
            left join point_gifts i on m.event in ('pointsGiven', 'pointsReceived') and i.shop_id = m.shop_id
                and i.gift_key = m.subject_id
            left join point_adjustments j on m.event = 'pointsAdjusted' and j.shop_id = m.shop_id
                and j.adjustment_key = m.subject_id
            left join game_plays p on m.event = 'pointsPlayed' and p.shop_id = m.shop_id and p.play_key = m.subject_id
            left join game_rewards r on m.event = 'pointsWon' and r.shop_id = m.shop_id and r.reward_key = m.subject_id
            left join games w on w.shop_id = m.shop_id and w.game_key = coalesce(p.game_key, r.game_key)
        where m.shop_id = @shop and m.customer_key = @customer and m.unit = '{Movement.Points}'
            and m.movement_id < @before
        order by m.movement_id desc limit @take
        """;
}
