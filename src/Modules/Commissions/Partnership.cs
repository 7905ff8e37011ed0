using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What somebody has decided about a partner.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Cause"><c>suspended</c>, <c>reactivated</c> or <c>resigned</c>.</param>
/// <param name="Tier">The tier from then on; absent after resigning.</param>
/// <param name="Active">Whether it lets the person earn.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Operator who decided.</param>
/// <param name="RecordedAt">Since when, by the shop's clock.</param>
public sealed record PartnerDecision(
    string CustomerId, string Cause, string? Tier, bool Active, string Reason, string DecidedBy,
    DateTimeOffset RecordedAt);

/// <summary>
/// Which decisions about a partner are possible. A suspended partner keeps the tier and earns nothing; resigning ends
/// it. Bindings stay whatever is decided.
/// </summary>
public static class Partnership
{
    /// <summary>Cause of an entry that suspends.</summary>
    public const string Suspended = "suspended";

    /// <summary>Cause of an entry that gives back what a suspension took, or lets who resigned begin anew.</summary>
    public const string Reactivated = "reactivated";

    /// <summary>Cause of an entry that ends the partnership.</summary>
    public const string Resigned = "resigned";

    /// <summary>The tier after the decision; a tier given back is no promotion.</summary>
    /// <exception cref="Refused">409 NOT_A_PARTNER or PARTNER_ACTIVE.</exception>
    public static string? TierAfter(string cause, Standing standing)
    {
        if (cause == Reactivated)
            return standing.ActiveNow
                ? throw Refused.Conflict("PARTNER_ACTIVE", "This person is neither suspended nor resigned.")
                : standing.TierNow;
        if (standing.TierNow is null) throw Refused.Conflict("NOT_A_PARTNER", "This person holds no partner tier.");
        return TierKept(cause, standing.TierNow);
    }

    /// <summary>What a decision leaves of a tier; nothing where there is none.</summary>
    internal static string? TierKept(string cause, string? tier) => cause == Resigned ? null : tier;
}

/// <summary>The statements about decisions.</summary>
public static class PartnershipStatements
{
    /// <summary>The latest decision about a person, if there is one.</summary>
    public static Rows<PartnerDecision> LastDecision(this Batch batch, long shopId, long key) =>
        batch.Rows<PartnerDecision>(LastSql, new { shop = shopId, key });

    /// <summary>Enters a decision into the person's history.</summary>
    public static void Decide(this Batch batch, long shopId, Standing standing, PartnerDecision decision) =>
        batch.Do(DecideSql, new
        {
            shop = shopId,
            standing.Key,
            previous = standing.SeqNow,
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
