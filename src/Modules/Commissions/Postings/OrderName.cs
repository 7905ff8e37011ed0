namespace SocialCommerce.Commissions.Postings;

/// <summary>An order's key and the merchant's id of it.</summary>
public sealed record OrderName(long OrderKey, string OrderId);
