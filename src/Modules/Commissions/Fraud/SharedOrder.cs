namespace SocialCommerce.Commissions.Fraud;

/// <summary>An order between people who share an identity.</summary>
public sealed record SharedOrder(long OrderKey, string OrderId);
