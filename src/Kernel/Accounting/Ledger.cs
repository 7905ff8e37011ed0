namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// The one ledger of what is counted and owed. A movement takes an amount from one account and gives it to another,
/// in one row, so that the books balance by construction. Movements are never updated or deleted; a correction is a
/// new one (docs/commission-rules.md#ledger).
/// </summary>
public static class Ledger
{
    /// <summary>
    /// SQL: what a transaction that may write begins with. All movements of an event share a journal, and a transaction
    /// is an event.
    /// </summary>
    internal const string OpensJournal = $"set_config('{BatchVariables.Journal}', nextval('journal_ids')::text, true)";

    /// <summary>SQL: the id of this transaction's journal.</summary>
    public const string JournalId = $"current_setting('{BatchVariables.Journal}')::bigint";

    /// <summary>Begins a second event in the same transaction, with a journal of its own.</summary>
    public static void NextJournal(this SqlBatch batch) => batch.Rows<string>(NextSql, new { });

    /// <summary>
    /// Waits until every transaction has ended that keeps the shop's books open, and tells the last movement's number:
    /// whatever is numbered up to it can be seen from now on, and nothing later gets such a number.
    /// </summary>
    public static async Task<long> Watermark(this Db db, long shopId, CancellationToken cancel)
    {
        // A settlement run takes long. Waiting for the books themselves would hold up every booking.
        await db.Long.Read(shopId, batch =>
        {
            batch.Hold(NumberedLock.Settlement, shopId);
            return new PendingRows<string>();
        }, cancel);
        return (await db.Long.Read(shopId, batch =>
        {
            batch.TakeAlone(NumberedLock.Books, shopId);
            return batch.Rows<long>(LastSql, new { shop = shopId });
        }, cancel)).First;
    }

    /// <summary>Adds movements of this transaction's event.</summary>
    public static void Book(this SqlBatch batch, IReadOnlyCollection<Movement> movements, PostingContext posting)
    {
        if (movements.Count == 0) return;
        batch.Do(BookSql, new
        {
            shop = posting.ShopId,
            occurredAt = posting.OccurredAt,
            recordedAt = posting.RecordedAt,
            orderKey = posting.OrderKey,
            events = movements.Select(m => m.Move.Event).ToArray(),
            froms = movements.Select(m => m.Move.From).ToArray(),
            tos = movements.Select(m => m.Move.To).ToArray(),
            units = movements.Select(m => m.Unit).ToArray(),
            customers = movements.Select(m => m.CustomerKey).ToArray(),
            amounts = movements.Select(m => m.Amount).ToArray(),
            subjects = movements.Select(m => m.SubjectId).ToArray(),
        });
    }

    /// <summary>
    /// Until the transaction ends, no other transaction that takes this lock changes what these people are owed. Taken
    /// before their balances are read.
    /// </summary>
    public static void LockPeople(this SqlBatch batch, long[] keys) => batch.Take(NumberedLock.Balance, keys);

    private const string NextSql = $"select {OpensJournal}";

    private const string LastSql = """
        select coalesce(max(movement_id), 0) from movements where shop_id = @shop
        """;

    private const string BookSql = $"""
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {JournalId}, m.event, m.from_account, m.to_account, m.unit, m.customer_key, m.amount,
            m.subject_id, @orderKey, @occurredAt, @recordedAt
        from unnest(@events, @froms, @tos, @units, @customers, @amounts, @subjects)
            as m(event, from_account, to_account, unit, customer_key, amount, subject_id)
        """;
}
