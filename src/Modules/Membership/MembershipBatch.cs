namespace SocialCommerce.Membership;

/// <summary>
/// The statements of the Membership module: its capabilities add them to a batch as extensions of this type, so that a
/// caller's line names the module.
/// </summary>
/// <param name="Sql">The batch that takes the statements.</param>
public readonly record struct MembershipBatch(SqlBatch Sql)
{
    /// <inheritdoc cref="SqlBatch.Rows"/>
    internal PendingRows<T> Rows<T>(string sql, object arguments) => Sql.Rows<T>(sql, arguments);

    /// <inheritdoc cref="SqlBatch.Do"/>
    internal void Do(string sql, object arguments) => Sql.Do(sql, arguments);
}
