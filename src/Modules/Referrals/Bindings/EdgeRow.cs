namespace SocialCommerce.Referrals.Bindings;

/// <summary>One recorded binding.</summary>
/// <param name="ChildKey">The person.</param>
/// <param name="ParentKey">The referrer.</param>
/// <param name="Seq">The edge's number, in the order of recording.</param>
/// <param name="OrderKey">The order that carried it, or null.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="TransactionId">The transaction that wrote it, as <c>xid8</c> writes it.</param>
public sealed record EdgeRow(
    long ChildKey, long ParentKey, long Seq, long? OrderKey, DateTimeOffset RecordedAt, string TransactionId);
