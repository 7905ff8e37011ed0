namespace SocialCommerce.Kernel.Personal;

/// <summary>An erasure as it is kept.</summary>
internal sealed record ErasureRow(
    long ErasureKey, string ErasureId, long CustomerKey, string CustomerId, string Reason, string RequestedBy,
    DateTimeOffset RequestedAt, bool? Approved = null, string? DecidedBy = null, DateTimeOffset? DecidedAt = null,
    string? Note = null, string? LeavingId = null, DateTimeOffset? ErasedAt = null)
{
    private const string Status = """
        case when e.erased_at is not null then 'erased' when e.approved then 'approved'
            when not e.approved then 'rejected' else 'waiting' end
        """;

    private const string Select = """
        select e.erasure_key, e.erasure_id, e.customer_key, c.customer_id, e.reason, e.requested_by,
            e.recorded_at as requested_at, e.approved, e.decided_by, e.decided_at, e.note, e.leaving_id, e.erased_at
        from erasures e
        join customers c on c.shop_id = @shop and c.customer_key = e.customer_key
        """;

    internal const string FindSql = $"{Select} where e.shop_id = @shop and e.erasure_id = @erasureId";

    internal const string OpenSql = $"""
        {Select}
        where e.shop_id = @shop and c.customer_id = @customerId and e.approved is distinct from false
        """;

    internal const string ListSql = $"""
        {Select}
        where e.shop_id = @shop and e.erasure_key > @after and (@status is null or @status = {Status})
        order by e.erasure_key limit @take
        """;

    /// <summary>As the API shows it.</summary>
    public Erasure Shown => new(
        ErasureId, CustomerId, Reason,
        Approved == true ? ErasedAt is null ? "approved" : "erased" : ApprovalStatus.Status(Approved),
        RequestedBy, RequestedAt, DecidedBy, DecidedAt, Note, ErasedAt);
}
