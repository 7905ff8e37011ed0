using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;

namespace SocialCommerce.Commissions;

/// <summary>An order between people who share an identity.</summary>
public sealed record SharedOrder(long OrderKey, string OrderId);
