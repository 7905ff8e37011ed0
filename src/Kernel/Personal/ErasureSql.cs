using System.Security.Cryptography;

namespace SocialCommerce.Kernel.Personal;

/// <summary>What an erasure asks and does in the modules' tables, as they declare it.</summary>
internal static class ErasureSql
{
    private const string Prefix = "ers_";
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    /// <summary>A random id that says nothing about the customer.</summary>
    public static string NewPseudonym() => $"{Prefix}{RandomNumberGenerator.GetString(Digits, Length)}";

    /// <summary>The keys of a customer and of the guests that the customer turned out to be.</summary>
    public static PendingRows<long> PeopleOf(this SqlBatch batch, long shopId, long customerKey) =>
        batch.Rows<long>(PeopleSql, new { shop = shopId, customerKey });

    /// <summary>Adds the questions for what is open; the result tells it once the batch has run.</summary>
    public static Func<IReadOnlyList<OpenMatter>> Blockers(
        this SqlBatch batch, long shopId, long[] people, IReadOnlyList<ErasureBlocker> blockers)
    {
        var args = new { shop = shopId, leaving = people };
        var asked = blockers.Select(one => (one, Rows: batch.Rows<long>(one.Sql, args))).ToList();
        return () =>
        [
            .. asked.Where(found => found.Rows.First > 0)
                .Select(found => new OpenMatter(found.one.Name, found.Rows.First, found.one.Remedy)),
        ];
    }

    /// <summary>Adds what Kernel and the modules erase by the customer's key.</summary>
    public static void Erase(this SqlBatch batch, long shopId, long erasure, IEnumerable<PersonalData> modules)
    {
        foreach (var sql in modules.Select(one => one.Erases).OfType<string>())
            batch.Rows<string>(sql, new { shop = shopId, erasure });
    }

    /// <summary>Replaces the id that leaves in everything that quotes it, and forgets answers that were kept.</summary>
    public static void Rename(
        this SqlBatch batch, long shopId, ErasureRow row, ModuleCatalogue modules)
    {
        var written = Json.Write(row.LeavingId!);
        var names = string.Join('|', modules.Personal.SelectMany(one => one.IdProperties).Distinct());
        foreach (var column in modules.Personal.SelectMany(one => one.Quotes))
            batch.Rows<long>(RenameSql, new
            {
                shop = shopId,
                erasure = row.ErasureKey,
                column.Table,
                column.Column,
                column.Type,
                names,
                written,
            });
        batch.Do(ForgetSql, new { shop = shopId, written });
    }

    private const string PeopleSql = """
        select customer_key from customers
        where shop_id = @shop and (customer_key = @customerKey or claimed_by = @customerKey) order by customer_key
        """;

    private const string RenameSql = """
        select rename_erased(@shop, @erasure, @table, @column, @type, @names, @written)
        """;

    private const string ForgetSql = """
        delete from idempotency_keys where shop_id = @shop and strpos(answer, @written) > 0
        """;
}
