namespace SocialCommerce.Commissions;

/// <summary>
/// The statements of the Commissions module: its capabilities add them to a batch as extensions of this type, so that a
/// caller's line names the module.
/// </summary>
/// <param name="Sql">The batch that takes the statements.</param>
public readonly record struct CommissionsBatch(SqlBatch Sql)
{
    /// <inheritdoc cref="SqlBatch.Rows"/>
    internal PendingRows<T> Rows<T>(string sql, object arguments) => Sql.Rows<T>(sql, arguments);

    /// <inheritdoc cref="SqlBatch.Do"/>
    internal void Do(string sql, object arguments) => Sql.Do(sql, arguments);

    /// <inheritdoc cref="SqlBatch.Open"/>
    internal void Open<T>(string sql, object arguments) => Sql.Open<T>(sql, arguments);
}
