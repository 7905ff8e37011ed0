using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A statement's id as the API shows it.</summary>
/// <param name="StatementKey">Its key, which its movement carries.</param>
/// <param name="StatementId">Its id.</param>
public sealed record StatementName(long StatementKey, string StatementId);

/// <summary>Reads which ids statements have.</summary>
public static class StatementNameStatements
{
    /// <summary>The ids of statements by their keys.</summary>
    public static Rows<StatementName> StatementNames(this Batch batch, long shopId, long[] keys) =>
        batch.Rows<StatementName>(NamesSql, new { shop = shopId, keys });

    private const string NamesSql = """
        select statement_key, statement_id from statements where shop_id = @shop and statement_key = any(@keys)
        """;
}
