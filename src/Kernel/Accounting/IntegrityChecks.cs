namespace SocialCommerce.Kernel.Accounting;

/// <summary>Set-based checks as statements of a batch.</summary>
public static class IntegrityChecks
{
    /// <summary>How many findings of one check are shown.</summary>
    public const int Shown = 20;

    /// <summary>Adds a check.</summary>
    public static PendingRows<IntegrityFinding> Check(this SqlBatch batch, Shop shop, IntegrityCheck audit) =>
        batch.Rows<IntegrityFinding>(audit.Sql, new { shop = shop.Id, unit = shop.Currency });

    /// <summary>The ledger's own rules: every event moves between the accounts that it may move between.</summary>
    public static readonly IntegrityCheck Books = new("books", BooksSql);

    /// <summary>The audit log's own: every entry gives its hash, and the entries are a chain without a gap.</summary>
    public static readonly IntegrityCheck Changes = new("changeLog", ChangesSql);

    private const string ChangesSql = """
        select subject, detail from (
            select c.sequence, 'audit entry ' || c.sequence as subject, case
                when c.hash <> c.computed then 'its content does not give its hash'
                when c.sequence <> c.last + 1 then format('it follows change %s', c.last)
                else 'it does not go on from the hash of the change before it' end as detail
            from (
                select e.sequence, e.hash, e.previous_hash, audit_log_hash(e) as computed,
                    coalesce(lag(e.sequence) over w, 0) as last, coalesce(lag(e.hash) over w, '') as last_hash
                from audit_log e where e.shop_id = @shop and @unit <> ''
                window w as (order by e.sequence)) as c
            where c.hash <> c.computed or c.sequence <> c.last + 1 or c.previous_hash <> c.last_hash
            union all
            select h.sequence, 'audit log', format('it ends with change %s, %s were made', l.last, h.sequence)
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
            select 1 from (values
                ('accrued', 'expense', 'pending', @unit), ('reversed', 'pending', 'expense', @unit),
                ('reversed', 'available', 'expense', @unit), ('restored', 'expense', 'pending', @unit),
                ('restored', 'expense', 'available', @unit), ('matured', 'pending', 'available', @unit),
                ('held', 'pending', 'held', @unit), ('held', 'available', 'held', @unit),
                ('released', 'held', 'pending', @unit), ('released', 'held', 'available', @unit),
                ('rejected', 'held', 'expense', @unit), ('reversed', 'held', 'expense', @unit),
                ('restored', 'expense', 'held', @unit),
                ('absorbed', 'clawbackLoss', 'available', @unit), ('absorbed', 'available', 'clawbackLoss', @unit),
                ('settled', 'available', 'settled', @unit),
                ('disputed', 'settled', 'held', @unit), ('answered', 'held', 'settled', @unit),
                ('submitted', 'settled', 'clearing', @unit),
                ('withheld', 'settled', 'taxPayable', @unit), ('paid', 'clearing', 'paid', @unit),
                ('returned', 'clearing', 'settled', @unit), ('returned', 'paid', 'settled', @unit),
                ('taxReturned', 'taxPayable', 'settled', @unit), ('taxRemitted', 'taxPayable', 'taxRemitted', @unit),
                ('adjusted', 'expense', 'available', @unit), ('adjusted', 'available', 'expense', @unit),
                ('adjusted', 'clearing', 'available', @unit), ('adjusted', 'clawbackLoss', 'available', @unit),
                ('taxCorrected', 'taxPayable', 'paid', @unit), ('taxCorrected', 'paid', 'taxPayable', @unit),
                ('earned', 'pointsIssued', 'points', 'points'),
                ('takenBack', 'points', 'pointsIssued', 'points'), ('claimed', 'points', 'pointsIssued', 'points'),
                ('claimed', 'pointsIssued', 'points', 'points')) as may(event, from_account, to_account, unit)
            where may.event = m.event and may.from_account = m.from_account and may.to_account = m.to_account
                and may.unit = m.unit)
        order by m.movement_id limit 20
        """;
}
