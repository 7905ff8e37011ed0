namespace SocialCommerce.Kernel.Accounting;

/// <summary>Set-based checks as statements of a batch.</summary>
public static class IntegrityChecks
{
    /// <summary>How many findings of one check are shown.</summary>
    public const int Shown = 20;

    /// <summary>Adds a check.</summary>
    public static PendingRows<IntegrityFinding> Check(this SqlBatch batch, Shop shop, IntegrityCheck audit) =>
        batch.Rows<IntegrityFinding>(audit.Sql, new { shop = shop.Id, unit = shop.Currency });

    /// <summary>The ledger's own rule: every event moves between accounts as a module has declared it.</summary>
    public static PendingRows<IntegrityFinding> CheckMoves(
        this SqlBatch batch, Shop shop, IReadOnlyCollection<LedgerMove> moves) =>
        batch.Rows<IntegrityFinding>(BooksSql, new
        {
            shop = shop.Id,
            events = moves.Select(move => move.Event).ToArray(),
            froms = moves.Select(move => move.From).ToArray(),
            tos = moves.Select(move => move.To).ToArray(),
            units = moves.Select(move => move.Unit ?? shop.Currency).ToArray(),
        });

    /// <summary>The audit log's own: every entry gives its hash, and the entries are a chain without a gap.</summary>
    public static readonly IntegrityCheck Changes = new("auditLog", ChangesSql);

    private const string ChangesSql = """
        select subject, detail from (
            select c.sequence, 'audit entry ' || c.sequence as subject, case
                when c.hash <> c.computed then 'its content does not give its hash'
                when c.sequence <> c.last + 1 then format('it follows entry %s', c.last)
                else 'it does not go on from the hash of the entry before it' end as detail
            from (
                select e.sequence, e.hash, e.previous_hash, audit_log_hash(e) as computed,
                    coalesce(lag(e.sequence) over w, 0) as last, coalesce(lag(e.hash) over w, '') as last_hash
                from audit_log e where e.shop_id = @shop and @unit <> ''
                window w as (order by e.sequence)) as c
            where c.hash <> c.computed or c.sequence <> c.last + 1 or c.previous_hash <> c.last_hash
            union all
            select h.sequence, 'audit log', format('it ends with entry %s, %s were made', l.last, h.sequence)
            from (
                select coalesce(max(sequence), 0) as sequence, coalesce(max(hash), '') as hash from audit_log_heads
                where shop_id = @shop) as h
            cross join (
                select coalesce(max(sequence), 0) as last, coalesce((array_agg(hash order by sequence desc))[1], '')
                    as hash
                from audit_log where shop_id = @shop) as l
            where h.sequence <> l.last or h.hash <> l.hash) as found
        order by sequence limit 20
        """;

    private const string BooksSql = """
        select 'movement ' || m.movement_id as subject,
            format('%s: %s → %s in %s', m.event, m.from_account, m.to_account, m.unit) as detail
        from movements m
        where m.shop_id = @shop and not exists (
            select from unnest(@events, @froms, @tos, @units) as may(event, from_account, to_account, unit)
            where may.event = m.event and may.from_account = m.from_account and may.to_account = m.to_account
                and may.unit = m.unit)
        order by m.movement_id limit 20
        """;
}
