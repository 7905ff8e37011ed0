namespace SocialCommerce.Commissions.Projects;

/// <summary>A person's part of an accepted task.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Share">What the split gives.</param>
/// <param name="Amount">What is paid: nothing to who may not earn; that stays with the shop.</param>
/// <param name="Tier">The tier held at acceptance.</param>
/// <param name="Reason">Why nothing is paid: <c>noTier</c>, <c>inactive</c>.</param>
internal sealed record ProjectShare(
    string CustomerId, Money Share, Money Amount, string? Tier = null, string? Reason = null);
