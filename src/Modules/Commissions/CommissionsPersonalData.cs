namespace SocialCommerce.Commissions;

/// <summary>What the module knows of customers.</summary>
internal static class CommissionsPersonalData
{
    private const string Team = "tiers and what counts for them, also those of the people above";
    private const string Owed = "what was owed, and why: statements and the ledger are explained by it";

    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            new("partner_volume") { Kept = Team },
            new("partner_totals") { Kept = Team },
            new("direct_partners", "(t.customer_key = any(@people) or t.referrer_key = any(@people))") { Kept = Team },
            new("partner_history") { Cleared = ["reason"], Kept = Team },
            new("partner_applications") { Cleared = ["note", "reason"], Kept = Team },
            new("partner_approvals") { Kept = Team },
            new("partner_trainings") { Kept = Team },
            new("commission_orders") { Hides = ["snapshot"], Cleared = ["snapshot"], Kept = Owed },
            OfOrders("past_completions") with { Kept = Owed },
            OfOrders("order_changes") with { Hides = ["document_id", "lines", "left_minor"], Kept = Owed },
            OfOrders("chargebacks") with { Kept = Owed },
            new("chargeback_outcomes", $"""
                t.chargeback_id in (
                    select k.chargeback_id from chargebacks k
                    where k.shop_id = @shop and k.order_key in (select o.order_key {Orders}))
                """) { Kept = Owed },
            new("accruals", "t.beneficiary_key = any(@people)")
            {
                Shows = """
                    , (select o.order_id from commission_orders o
                        where o.shop_id = @shop and t.source_kind = 'order' and o.order_key = t.source_id) as order_id
                    """,
                Hides = ["source_id"],
                Kept = Owed,
            },
            OfAccruals("holds") with { Hides = ["subject_id"], Kept = Owed },
            new("hold_ends", """
                t.hold_key in (
                    select h.hold_key from holds h join accruals a on a.shop_id = @shop and a.accrual_id = h.accrual_id
                    where h.shop_id = @shop and a.beneficiary_key = any(@people))
                """) { Kept = Owed },
            new("bonus_sources", """
                (t.source_kind = 'promotion' and t.source_id in (
                    select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = any(@people)))
                """) { Cleared = ["source_id"], Kept = Owed },
            new("promotion_bonuses", "(t.customer_key = any(@people) or t.referrer_key = any(@people))")
            {
                Kept = Owed,
            },
            new("dividend_shares") { Kept = Owed },
            new("settlement_carries") { Kept = Owed },
            new("statements")
            {
                Hides = ["previous_hash", "hash"],
                Kept = "statements as they were sent: the law asks for them, and they are a chain of hashes",
                KeptAsWritten = ["body"],
            },
            new("statement_lines", """
                t.statement_key in (
                    select s.statement_key from statements s
                    where s.shop_id = @shop and s.customer_key = any(@people))
                """) { Kept = Owed },
            new("adjustments") { Kept = "the books' own documents, with the reasons that two persons approved" },
            OfAdjustments("adjustment_decisions") with { Kept = Owed },
            new("disputes") { Cleared = ["reason"], Kept = Owed },
            new("dispute_answers", """
                t.dispute_key in (
                    select d.dispute_key from disputes d where d.shop_id = @shop and d.customer_key = any(@people))
                """) { Cleared = ["note", "explanation"], Kept = Owed },
            new("fraud_marks", "(t.beneficiary_key = any(@people) or t.leg_key = any(@people))") { Kept = Owed },
            new("fraud_cases", Suspected) { Hides = ["policy_name"], Cleared = ["reasons"], Kept = Owed },
            new("fraud_decisions", Suspected) { Kept = Owed },
            new("accrual_stops", """
                (t.scope = 'person' and t.target in (
                    select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = any(@people)))
                """) { Cleared = ["target", "reason"], Kept = Owed },
        ],
        new Dictionary<string, string>
        {
            ["plans"] = PersonalData.Configuration,
            ["rule_budgets"] = PersonalData.Configuration,
            ["plan_publications"] = "findings about a plan; an id in them is replaced",
            ["tier_reviews"] = PersonalData.Work,
            ["accrual_stop_releases"] = "how accrual stops ended",
            ["settlement_runs"] = "the periods that were settled",
            ["projects"] = "goals and shares of all who work on a project; an id in them is replaced",
            ["project_decisions"] = "how projects ended; an id in them is replaced",
            ["dividend_runs"] = "the periods whose pools were shared",
            ["dividend_orders"] = "which period counted an order",
            ["dividend_pools"] = "the pools of all partners of a period",
            ["backtests"] = "what a version would have paid; an id in the report is replaced",
            ["backtested_orders"] = "orders of a backtest; an id in them is replaced",
            ["compliance_scans"] = "findings about the shop; an id in them is replaced",
        })
    {
        Quotes =
        [
            new("commission_orders", "snapshot"), new("fraud_cases", "reasons"), new("projects", "content"),
            new("project_decisions", "answer"), new("backtests", "report"), new("backtested_orders", "people"),
            new("dispute_answers", "explanation", "text"),
        ],
        // A snapshot names its people in short.
        IdProperties = ["beneficiaryId", "i"],
        Blockers = CommissionsErasureBlockers.All,
        Erases = EraseSql,
    };

    private const string Orders = "from commission_orders o where o.shop_id = @shop and o.customer_key = any(@people)";

    // Of a suspicious order both the buyer and the people who would earn by it.
    private const string Suspected = $"""
        (t.order_key in (select o.order_key {Orders}) or exists (
            select from accruals a
            where a.shop_id = @shop and a.source_kind = 'order' and a.source_id = t.order_key
                and a.beneficiary_key = any(@people)))
        """;

    private static PersonalTable OfOrders(string table) => new(
        table, $"t.order_key in (select o.order_key {Orders})")
    {
        Shows = """
            , (select o.order_id from commission_orders o where o.shop_id = @shop and o.order_key = t.order_key)
                as of_order_id
            """,
    };

    private static PersonalTable OfAccruals(string table) => new(table, """
        t.accrual_id in (
            select a.accrual_id from accruals a where a.shop_id = @shop and a.beneficiary_key = any(@people))
        """);

    private static PersonalTable OfAdjustments(string table) => new(table, """
        t.adjustment_key in (
            select a.adjustment_key from adjustments a where a.shop_id = @shop and a.customer_key = any(@people))
        """);

    private const string EraseSql = "select erase_commissions(@shop, @erasure)::text";
}
