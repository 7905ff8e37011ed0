namespace SocialCommerce.Commissions.Statements;

/// <summary>Reads which ids statements have.</summary>
public static class StatementNameSql
{
    /// <summary>The ids of statements by their keys.</summary>
    public static PendingRows<StatementName> StatementNames(this CommissionsBatch batch, long shopId, long[] keys) =>
        batch.Rows<StatementName>(NamesSql, new { shop = shopId, keys });

    private const string NamesSql = """
        select statement_key, statement_id from statements where shop_id = @shop and statement_key = any(@keys)
        """;
}
