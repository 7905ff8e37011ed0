namespace SocialCommerce.Kernel.Auditing;

/// <summary>
/// The append-only log of changes: person, key, time, before, after. The entries of a shop are a chain, each with a
/// hash over its content and the hash before it; <c>log_audit_entry</c> writes them one after the other, so an entry is
/// best the last statement before the COMMIT.
/// </summary>
public static class AuditLog
{
    /// <summary>Adds a change to the batch that makes it.</summary>
    public static void Log(this SqlBatch batch, long shopId, Caller caller, AuditEntry change) =>
        batch.Rows<long>(LogSql, new
        {
            shop = shopId,
            change.Kind,
            subject = change.Id,
            caller.Person?.OperatorId,
            operatorName = caller.Person?.Name,
            caller.KeyId,
            before = change.Before is null ? null : Json.Write(change.Before),
            after = change.After is null ? null : Json.Write(change.After),
            change.Reason,
        });

    private const string LogSql = """
        select log_audit_entry(@shop, @kind, @subject, @operatorId, @operatorName, @keyId, @before::jsonb,
            @after::jsonb,
            @reason)
        """;
}
