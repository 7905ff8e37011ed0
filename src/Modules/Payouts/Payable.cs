using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>What stands to be paid to a customer, and whether it may be.</summary>
/// <param name="Due">In statements and not paid out, minor units.</param>
/// <param name="Waiting">Whether another batch that waits for approval holds the person.</param>
internal sealed record Candidate(
    long CustomerKey, string CustomerId, long Due, bool Waiting, long? PayeeKey, string? Kind, bool Verified,
    bool Agreed, long? AccountKey, DateTimeOffset? UsableFrom, byte[]? Details = null,
    string? ApprovedHash = null)
{
    /// <summary>Whether the account is not the one that was approved for this payee.</summary>
    public bool Altered { get; init; }

    /// <summary>
    /// What is matured and in no statement, booked or not; below 0 after reversals of what statements had settled.
    /// </summary>
    public long Available { get; init; }

    /// <summary>
    /// Of a sum that statements settled, what reversals since have taken back beyond what has matured since. It stays
    /// in the statements' account until later statements have netted it, so that it is neither paid nor netted twice.
    /// </summary>
    public long Reversed(long proposed) => Math.Clamp(-Available, 0, Math.Min(proposed, Due));

    /// <summary>What may be paid of a sum that statements settled.</summary>
    public long Gross(long proposed) => Math.Max(0, Math.Min(proposed, Due)) - Reversed(Math.Max(0, proposed));

    /// <summary>Why nothing may be paid now, or null.</summary>
    /// <param name="least">The shop's least transfer of the channel.</param>
    /// <param name="now">The shop's clock.</param>
    /// <param name="proposed">What is to be paid.</param>
    public string? Obstacle(long least, DateTimeOffset now, long proposed) => this switch
    {
        { PayeeKey: null } => "noPayee",
        { Verified: false } => "notVerified",
        { Agreed: false } => "noAgreement",
        { AccountKey: null } => "noAccount",
        { Altered: true } => "accountAltered",
        _ when UsableFrom > now => "accountPaused",
        { Waiting: true } => "inAnotherBatch",
        _ when Gross(proposed) <= 0 => "nothingToPay",
        _ when Gross(proposed) < least => "belowMinimum",
        _ => null,
    };
}

/// <summary>Reads what stands to be paid, from the ledger itself and, of what no statement holds, by time.</summary>
internal static class PayableStatements
{
    /// <summary>The people with something in statements, once the batch has run.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="filter">Of whom, and up to which statements.</param>
    /// <param name="settings">Which agreement must have been accepted.</param>
    /// <param name="desk">Whether an acceptance counts without an address; what no statement holds; and what opens
    /// accounts.</param>
    /// <param name="now">The shop's clock.</param>
    public static Func<List<Candidate>> Candidates(
        this Batch batch, Shop shop, PayableFilter filter, SettingsRow settings, PayoutDesk desk, DateTimeOffset now)
    {
        var rows = batch.Rows<Candidate>(CandidatesSql, new
        {
            shop = shop.Id,
            unit = shop.Currency,
            filter.Channel,
            filter.PeriodEnd,
            filter.Keys,
            besides = filter.BesidesBatch,
            agreement = settings.AgreementVersion,
            record = desk.Guard.Of(shop, now).WantsRecord,
        });
        // After what is settled: what a statement takes meanwhile is then missed, and never counted twice.
        var balances = desk.Guard.Balances(batch, shop, filter.Keys, now);
        return () =>
        {
            var open = balances();
            return rows.List.ConvertAll(one => one with
            {
                Available = open.GetValueOrDefault(one.CustomerKey),
                Altered = one.IsAltered(desk.Vault, shop.Id),
            });
        };
    }

    private static bool IsAltered(this Candidate one, Vault vault, long shopId) =>
        one is { PayeeKey: { } payee, AccountKey: { } account, Details: { } details }
        && vault.Approved(shopId, new AccountToPay(account, payee, details, one.ApprovedHash)) is null;

    // Older statements are paid first: of those up to the period's end, what has not gone out yet. What is disputed of
    // later ones is held for them.
    private const string CandidatesSql = $"""
        with money as (
            select customer_key,
                coalesce(sum(case '{Account.Settled}' when to_account then amount else -amount end) filter (
                    where event in ('settled', 'disputed', 'answered') and occurred_at > @periodEnd), 0)::bigint
                    as later,
                sum(case '{Account.Settled}' when to_account then amount when from_account then -amount else 0 end)
                    ::bigint as settled
            from movements
            where shop_id = @shop and unit = @unit and customer_key > 0
                and '{Account.Settled}' in (from_account, to_account)
                and (@keys is null or customer_key = any(@keys))
            group by customer_key)
        select c.customer_key, c.customer_id, m.settled - m.later as due, exists (
                select from payouts o where o.shop_id = @shop and o.customer_key = c.customer_key
                    and o.status = 'created' and o.batch_key <> @besides) as waiting,
            p.payee_key, p.kind, p.verified_at is not null as verified, exists (
                select from payee_agreements g where g.shop_id = @shop and g.payee_key = p.payee_key
                    and (@agreement is null or g.version = @agreement)
                        and (g.ip is not null or not @record)) as agreed,
            a.account_key, a.usable_from, a.details, a.approved_hash
        from money m
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        left join payee_customers pc on pc.shop_id = @shop and pc.customer_key = m.customer_key
        left join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        left join lateral (
            select account_key, usable_from, details, approved_hash from payee_accounts
            where shop_id = @shop and payee_key = p.payee_key and channel = @channel and approved_at is not null
            order by account_key desc limit 1) as a on true
        where m.settled - m.later > 0
        order by c.customer_key
        """;
}

/// <summary>Of whom something is to be paid.</summary>
/// <param name="Channel">The way it goes.</param>
/// <param name="PeriodEnd">Only statements of periods that end by then; null: all.</param>
/// <param name="Keys">Only these people; null: all.</param>
/// <param name="BesidesBatch">The batch in which they may stand; 0: none.</param>
internal sealed record PayableFilter(
    string Channel, DateTimeOffset? PeriodEnd = null, long[]? Keys = null, long BesidesBatch = 0);
