namespace SocialCommerce.Membership.StoredValue;

/// <summary>Which top-up is refunded first.</summary>
internal static class RefundOrders
{
    public const string NewestFirst = "newestFirst";
    public const string OldestFirst = "oldestFirst";
}
