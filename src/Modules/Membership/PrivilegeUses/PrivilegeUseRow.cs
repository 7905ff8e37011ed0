using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>A use as it is kept.</summary>
/// <param name="IsDoubtful">
/// Whether the customer's tiers were recorded otherwise after the use was judged, so that it has to be judged again.
/// </param>
public sealed record PrivilegeUseRow(
    long Key, string UseId, long CustomerKey, string CustomerId, string Code, DateTimeOffset UsedAt, int Quantity,
    string? OrderId, long? Saved, string? TierId, string? Breach, DateTimeOffset RecordedAt,
    DateTimeOffset? CancelledAt, bool IsDoubtful)
{
    /// <summary>As limits count it.</summary>
    public PastUse Past => new(Code, UsedAt, Quantity);

    /// <summary>As the API shows it.</summary>
    public PrivilegeUse For(Shop shop) => new(
        UseId, CustomerId, Code, UsedAt, Quantity, OrderId, Saved is { } saved ? shop.Money(saved) : null, TierId,
        Breach, RecordedAt, CancelledAt);

    /// <summary>Whether a report tells the same.</summary>
    public bool Tells(string customerId, PrivilegeUseContent content) =>
        CustomerId == customerId && Code == content.Code && UsedAt == content.UsedAt
        && Quantity == content.Quantity && OrderId == content.OrderId && Saved == content.Saved?.Amount;
}
