namespace SocialCommerce.Kernel;

/// <summary>Something that the integrity check found wrong.</summary>
/// <param name="Subject">What it is about: an order, a person, a statement, a movement.</param>
/// <param name="Detail">What does not agree.</param>
public sealed record Finding(string Subject, string Detail);

/// <summary>A set-based check: a statement that returns one row per finding, columns subject and detail.</summary>
/// <param name="Name">lowerCamel name of what is checked.</param>
/// <param name="Sql">Takes @shop and @unit, the currency.</param>
public sealed record Audit(string Name, string Sql);

/// <summary>Set-based checks as statements of a batch.</summary>
public static class Audits
{
    /// <summary>How many findings of one check are shown.</summary>
    public const int Shown = 20;

    /// <summary>Adds a check.</summary>
    public static Rows<Finding> Check(this Batch batch, Shops.Shop shop, Audit audit) =>
        batch.Rows<Finding>(audit.Sql, new { shop = shop.Id, unit = shop.Currency });

    /// <summary>The ledger's own rules: every event moves between the accounts that it may move between.</summary>
    public static readonly Audit Books = new("books", BooksSql);

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
