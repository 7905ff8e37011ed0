namespace SocialCommerce.Kernel.Customers;

/// <summary>A person as the ledger and the modules know one.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's own id.</param>
/// <param name="CreatedNow">Whether this request made the person known.</param>
/// <param name="ClaimedBy">For a guest who was claimed: the key of the customer who the guest turned out to be.</param>
public sealed record Customer(long Key, string CustomerId, bool CreatedNow, long? ClaimedBy)
{
    /// <summary>Whether the shop had no customer id for this buyer.</summary>
    public bool IsGuest => Guest.Is(CustomerId);
}
