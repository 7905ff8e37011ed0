namespace SocialCommerce.Membership.Contacts;

/// <summary>When a customer's contact was added first.</summary>
public sealed record FirstContact(long CustomerKey, DateTimeOffset AddedAt);
