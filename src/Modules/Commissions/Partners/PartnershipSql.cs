using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Partners;

/// <summary>The statements about decisions.</summary>
public static class PartnershipSql
{
    /// <summary>The latest decision about a person, if there is one.</summary>
    public static PendingRows<PartnerDecision> LastDecision(this CommissionsBatch batch, long shopId, long key) =>
        batch.Rows<PartnerDecision>(LastSql, new { shop = shopId, key });

    /// <summary>Enters a decision into the person's history.</summary>
    public static void Decide(
        this CommissionsBatch batch, long shopId, PartnerState partner, PartnerDecision decision) =>
        batch.Do(DecideSql, new
        {
            shop = shopId,
            partner.Key,
            previous = partner.SeqNow,
            decision.Tier,
            decision.Active,
            decision.Cause,
            decision.Reason,
            decision.DecidedBy,
            decision.RecordedAt,
        });

    private const string LastSql = """
        select c.customer_id, h.cause, h.tier, h.active, h.reason, h.decided_by, h.recorded_at
        from partner_history h join customers c on c.shop_id = h.shop_id and c.customer_key = h.customer_key
        where h.shop_id = @shop and h.customer_key = @key and h.decided_by is not null
        order by h.seq desc limit 1
        """;

    private const string DecideSql = """
        insert into partner_history (shop_id, customer_key, previous_seq, tier, active, cause, reason, decided_by,
            recorded_at)
        values (@shop, @key, @previous, @tier, @active, @cause, @reason, @decidedBy, @recordedAt)
        """;
}
