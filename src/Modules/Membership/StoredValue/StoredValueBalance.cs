namespace SocialCommerce.Membership.StoredValue;

/// <summary>A customer's stored value (储值) at the shop's time.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Principal">What was paid in and is left; it does not expire.</param>
/// <param name="Bonus">What was granted on top and is left.</param>
/// <param name="Reserved">What reservations keep of both.</param>
/// <param name="Available">What can be reserved: both, less what is reserved.</param>
internal sealed record StoredValueBalance(
    string CustomerId, Money Principal, Money Bonus, Money Reserved, Money Available)
{
    internal static StoredValueBalance Of(Shop shop, string customerId, ValueBalance balance, long reserved) => new(
        customerId, shop.Money(balance.Principal), shop.Money(balance.Bonus), shop.Money(reserved),
        shop.Money(balance.Total - reserved));
}
