namespace SocialCommerce.Commissions.Statements;

/// <summary>Reads a statement's total for flows.</summary>
public static class StatementTotalSql
{
    /// <summary>The statement, or no row.</summary>
    public static PendingRows<StatementTotal> StatementTotal(
        this CommissionsBatch batch, long shopId, string statementId) =>
        batch.Rows<StatementTotal>(TotalSql, new { shop = shopId, statementId });

    private const string TotalSql = """
        select s.customer_key, c.customer_id, s.total, s.hash
        from statements s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        where s.shop_id = @shop and s.statement_id = @statementId
        """;
}
