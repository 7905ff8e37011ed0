namespace SocialCommerce.Membership.Joining;

/// <summary>What the flows read and write about decisions; a writer holds the customer's lock.</summary>
public static class DecisionSql
{
    /// <summary>A decision by its id.</summary>
    public static PendingRows<MembershipDecision> Decision(
        this MembershipBatch batch, long shopId, string decisionId) =>
        batch.Rows<MembershipDecision>(FindSql, new { shop = shopId, decisionId });

    /// <summary>Records a decision.</summary>
    public static void Record(
        this MembershipBatch batch, long shopId, long customerKey, MembershipDecision decision) =>
        batch.Do(InsertSql, new
        {
            shop = shopId,
            customerKey,
            decision.DecisionId,
            decision.Outcome,
            decision.Reason,
            decision.DecidedBy,
            decision.DecidedAt,
        });

    private const string FindSql = """
        select d.decision_id, c.customer_id, d.outcome, d.reason, d.decided_by, d.decided_at
        from membership_decisions d join customers c on c.shop_id = @shop and c.customer_key = d.customer_key
        where d.shop_id = @shop and d.decision_id = @decisionId
        """;

    private const string InsertSql = """
        insert into membership_decisions (shop_id, decision_id, customer_key, outcome, reason, decided_by, decided_at)
        values (@shop, @decisionId, @customerKey, @outcome, @reason, @decidedBy, @decidedAt)
        """;
}
