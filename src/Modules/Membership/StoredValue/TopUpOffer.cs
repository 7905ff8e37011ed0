namespace SocialCommerce.Membership.StoredValue;

/// <summary>An offer: pay in so much, get so much on top (充送).</summary>
/// <param name="OfferId">The merchant's own id.</param>
/// <param name="PrincipalMinor">What is paid in, in minor units.</param>
/// <param name="BonusMinor">What is granted on top, in minor units.</param>
internal sealed record TopUpOffer(string OfferId, long PrincipalMinor, long BonusMinor);
