namespace SocialCommerce.Membership;

/// <summary>What the module knows of customers.</summary>
internal static class MembershipPersonalData
{
    private const string Earned = "what was earned and spent: tiers, points and the ledger are computed from it";
    private const string Joined = "when the membership began: it is derived from it";
    private const string Value = "the record of a payment: the law asks for it";

    private const string Drawn = "each draw can be recomputed, and stock and limits count it";

    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            new("members") { Kept = Earned },
            new("member_tier_history") { Kept = Earned },
            new("member_grants") { Kept = Earned },
            Of("member_grant_changes", "order_key", "member_grants") with { Kept = Earned },
            Of("member_grant_terms", "order_key", "member_grants") with { Kept = Earned },
            Of("member_grant_judgements", "order_key", "member_grants") with { Kept = Earned },
            new("member_given_tiers") { Kept = Earned },
            new("member_invitations") { Cleared = ["content", "revoke_reason"], Kept = Earned },
            new("member_tier_notices") { Kept = Earned },
            new("member_birthdays") { IsDeleted = true },
            new("privilege_uses") { Kept = "counts of the limits and the report of privileges" },
            new("coupons") { Kept = Earned },
            Of("coupon_redemptions", "coupon_key", "coupons") with { Cleared = ["return_reason"], Kept = Earned },
            new("coupon_assignments", """
                exists (
                    select from coupons k where k.shop_id = @shop and k.assignment_id = t.assignment_id
                        and k.customer_key = any(@people))
                """)
            {
                Hides = ["content"],
                Cleared = ["content", "answer"],
                Kept = "who else was given coupons at once",
            },
            new("quotes") { Cleared = ["content", "answer"], Kept = "carts that became orders; others are deleted" },
            new("stored_value_top_ups") { Kept = Value },
            new("stored_value_reservations") { Kept = Value },
            new("stored_value_refunds") { Cleared = ["content", "answer"], Kept = Value },
            Of("stored_value_parts", "reservation_key", "stored_value_reservations") with { Kept = Value },
            Of("stored_value_returns", "reservation_key", "stored_value_reservations") with
            {
                Cleared = ["content"],
                Kept = Value,
            },
            new("member_contacts") { Kept = Joined },
            new("ceremony_steps") { Kept = Joined },
            Of("ceremony_corrections", "record_id", "ceremony_steps") with { Cleared = ["reason"], Kept = Joined },
            new("membership_decisions") { Cleared = ["reason"], Kept = Joined },
            new("memberships") { Kept = Joined },
            new("relation_events") { IsDeleted = true },
            new("member_numbers") { Kept = "a number is never given twice" },
            new("member_number_forms") { Kept = "a number is never given twice" },
            new("leaderboard_entries") { Kept = "the ranks of the others" },
            new("badge_awards") { Cleared = ["reason", "revoke_reason"], Kept = Earned },
            new("game_plays") { Kept = Drawn },
            new("game_rewards") { Kept = Earned },
            new("game_check_ins") { Kept = Earned },
            new("game_team_members") { Kept = "the scores of the teams" },
            new("worklist_marks") { IsDeleted = true },
            new("point_accounts") { Kept = Earned },
            new("point_lots") { Kept = Earned },
            Of("point_lot_parts", "lot_key", "point_lots") with { Kept = Earned },
            new("point_spends") { Cleared = ["content"], Kept = Earned },
            Of("point_spend_cancellations", "spend_key", "point_spends") with { Cleared = ["content"], Kept = Earned },
            new("point_gifts", "(t.giver_key = any(@people) or t.taker_key = any(@people))")
            {
                Shows = """
                    , (select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = t.giver_key)
                        as giver_id,
                    (select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = t.taker_key)
                        as taker_id
                    """,
                Kept = Earned,
            },
            new("point_reviews") { Kept = "work that is done within a minute" },
            new("point_adjustments") { Cleared = ["reason"], Kept = Earned },
            Of("point_adjustment_decisions", "adjustment_key", "point_adjustments") with
            {
                Cleared = ["note"],
                Kept = Earned,
            },
        ],
        new Dictionary<string, string>
        {
            ["member_tier_versions"] = PersonalData.Configuration,
            ["member_tier_reviews"] = PersonalData.Work,
            ["member_tier_passes"] = PersonalData.Work,
            ["joining_passes"] = PersonalData.Work,
            ["member_number_counters"] = PersonalData.Work,
            ["badge_passes"] = PersonalData.Work,
            ["badges"] = PersonalData.Configuration,
            ["leaderboards"] = PersonalData.Configuration,
            ["leaderboard_periods"] = PersonalData.Configuration,
            ["games"] = PersonalData.Configuration,
            ["game_versions"] = PersonalData.Configuration,
            ["game_prize_wins"] = PersonalData.Work,
            ["game_standings"] = "scores of teams, without their members",
            ["coupon_templates"] = PersonalData.Configuration,
            ["coupon_template_versions"] = PersonalData.Configuration,
        })
    {
        Quotes =
        [
            new("coupon_assignments", "content"), new("coupon_assignments", "answer"), new("quotes", "content"),
            new("quotes", "answer"), new("stored_value_refunds", "content"), new("stored_value_refunds", "answer"),
            new("stored_value_top_ups", "content"), new("point_spends", "content"),
            new("member_invitations", "content"),
        ],
        IdProperties = ["toCustomerId"],
        Blockers =
        [
            new("storedValueLeft", "Refund the principal that is left.", ValueSql),
            new("reservationOpen", "Commit or release the reservations of stored value.", ReservationsSql),
            new("quoteReserved", "Commit or release the reserved quotes.", QuotesSql),
            new("pointAdjustmentWaiting", "Decide the adjustments of points.", AdjustmentsSql),
        ],
        Erases = EraseSql,
    };

    private static PersonalTable Of(string table, string key, string owner) => new(
        table, $"t.{key} in (select o.{key} from {owner} o where o.shop_id = @shop and o.customer_key = any(@people))");

    private const string ValueSql = """
        select count(*) from stored_value_top_ups
        where shop_id = @shop and customer_key = any(@leaving) and principal_left > 0
        """;

    private const string ReservationsSql = """
        select count(*) from stored_value_reservations
        where shop_id = @shop and customer_key = any(@leaving) and status = 'reserved'
        """;

    private const string QuotesSql = """
        select count(*) from quotes where shop_id = @shop and customer_key = any(@leaving) and status = 'reserved'
        """;

    private const string AdjustmentsSql = """
        select count(*) from point_adjustments a
        where a.shop_id = @shop and a.customer_key = any(@leaving) and not exists (
            select from point_adjustment_decisions d where d.shop_id = @shop and d.adjustment_key = a.adjustment_key)
        """;

    private const string EraseSql = """
        select concat(erase_membership(@shop, @erasure), erase_relations(@shop, @erasure))
        """;
}
