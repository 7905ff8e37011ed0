namespace SocialCommerce.Kernel;

/// <summary>
/// The one ledger of what is counted and owed. A movement takes an amount from one account and gives it to another,
/// in one row, so that the books balance by construction. Nobody updates or deletes a movement; a correction is a
/// new one (commission.md §4).
/// </summary>
public static class Ledger
{
    /// <summary>
    /// SQL: what a transaction that may write begins with. All movements of an event share a journal, and a transaction
    /// is an event.
    /// </summary>
    internal const string OpensJournal = $"set_config('{Carry.Journal}', nextval('journal_ids')::text, true)";

    /// <summary>SQL: the id of this transaction's journal.</summary>
    public const string JournalId = $"current_setting('{Carry.Journal}')::bigint";

    /// <summary>Begins a second event in the same transaction, with a journal of its own.</summary>
    public static void NextJournal(this Batch batch) => batch.Rows<string>(NextSql, new { });

    /// <summary>
    /// Waits until every transaction has ended that keeps the shop's books open, and tells the last movement's number:
    /// whatever is numbered up to it can be seen from now on, and nothing later gets such a number.
    /// </summary>
    public static async Task<long> Watermark(this Db db, long shopId, CancellationToken cancel)
    {
        // A settlement run takes long. Who waits for the books themselves holds up everybody who books.
        await db.Long.Read(shopId, batch =>
        {
            batch.Hold(NumberedLock.Settlement, shopId);
            return new Rows<string>();
        }, cancel);
        return (await db.Long.Read(shopId, batch =>
        {
            batch.TakeAlone(NumberedLock.Books, shopId);
            return batch.Rows<long>(LastSql, new { shop = shopId });
        }, cancel)).First;
    }

    /// <summary>Adds movements of this transaction's event.</summary>
    public static void Book(this Batch batch, IReadOnlyCollection<Movement> movements, Occasion when)
    {
        if (movements.Count == 0) return;
        batch.Do(BookSql, new
        {
            shop = when.ShopId,
            occurredAt = when.OccurredAt,
            recordedAt = when.RecordedAt,
            orderKey = when.OrderKey,
            units = movements.Select(m => m.Unit).ToArray(),
            customers = movements.Select(m => m.CustomerKey).ToArray(),
            froms = movements.Select(m => m.From).ToArray(),
            tos = movements.Select(m => m.To).ToArray(),
            amounts = movements.Select(m => m.Amount).ToArray(),
            events = movements.Select(m => m.Event).ToArray(),
            subjects = movements.Select(m => m.SubjectId).ToArray(),
        });
    }

    /// <summary>
    /// Until the transaction ends nobody else who asks for it changes what these people are owed. Taken before their
    /// balances are read.
    /// </summary>
    public static void LockPeople(this Batch batch, long[] keys) => batch.Take(NumberedLock.Balance, keys);

    private const string NextSql = $"select {OpensJournal}";

    private const string LastSql = """
        select coalesce(max(movement_id), 0) from movements where shop_id = @shop
        """;

    private const string BookSql = $"""
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {JournalId}, m.unit, m.customer_key, m.from_account, m.to_account, m.amount, m.event,
            m.subject_id, @orderKey, @occurredAt, @recordedAt
        from unnest(@units, @customers, @froms, @tos, @amounts, @events, @subjects)
            as m(unit, customer_key, from_account, to_account, amount, event, subject_id)
        """;
}

/// <summary>When, where and on which order's behalf something is booked.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When the shop heard of it, by the shop's clock.</param>
/// <param name="OrderKey">The order that it comes from, or null.</param>
public sealed record Occasion(long ShopId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, long? OrderKey = null);

/// <summary>One amount going from one account to another.</summary>
/// <param name="Unit">A currency, or <see cref="Movement.Points"/>.</param>
/// <param name="CustomerKey">The person whose account is concerned; 0 when both accounts are the shop's own.</param>
/// <param name="From">Account that gives, one of <see cref="Account"/>.</param>
/// <param name="To">Account that receives.</param>
/// <param name="Amount">More than 0, in the unit's smallest part.</param>
/// <param name="Event">What happened: <c>accrued</c>, <c>reversed</c>, <c>matured</c>, <c>settled</c>, …</param>
/// <param name="SubjectId">What it is about: the accrual, the grant or the statement; 0 for nothing.</param>
public sealed record Movement(
    string Unit, long CustomerKey, string From, string To, long Amount, string Event, long SubjectId)
{
    /// <summary>The unit of points.</summary>
    public const string Points = "points";
}

/// <summary>The accounts of the ledger: the shop's own, and per person those that follow the money.</summary>
public static class Account
{
    /// <summary>Shop: what commissions cost.</summary>
    public const string Expense = "expense";

    /// <summary>Person: earned, inside the hold.</summary>
    public const string Pending = "pending";

    /// <summary>Person: matured, in no statement yet; may be negative after a late refund.</summary>
    public const string Available = "available";

    /// <summary>Person: earned, and held by a chargeback, a brake or a dispute until that is decided.</summary>
    public const string Held = "held";

    /// <summary>Person: in a statement.</summary>
    public const string Settled = "settled";

    /// <summary>Shop: what was reversed after it was paid out, and is not asked back.</summary>
    public const string ClawbackLoss = "clawbackLoss";

    /// <summary>Shop: on its way: handed to a channel that has not yet answered, or paid back by a person.</summary>
    public const string Clearing = "clearing";

    /// <summary>Shop: withheld from payouts for the tax office.</summary>
    public const string TaxPayable = "taxPayable";

    /// <summary>Shop: withheld tax that was paid to the tax office.</summary>
    public const string TaxRemitted = "taxRemitted";

    /// <summary>Person: paid out.</summary>
    public const string Paid = "paid";

    /// <summary>Shop: points given out.</summary>
    public const string PointsIssued = "pointsIssued";

    /// <summary>Person: points to spend; may be negative after a refund.</summary>
    public const string PointsHeld = "points";
}
