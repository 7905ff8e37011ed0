namespace SocialCommerce.Books;

/// <summary>
/// The statements of the Books module: its capabilities add them to a batch as extensions of this type, so that a
/// caller's line names the module.
/// </summary>
/// <param name="Sql">The batch that takes the statements.</param>
public readonly record struct BooksBatch(SqlBatch Sql)
{
    /// <inheritdoc cref="SqlBatch.Rows"/>
    internal PendingRows<T> Rows<T>(string sql, object arguments) => Sql.Rows<T>(sql, arguments);
}
