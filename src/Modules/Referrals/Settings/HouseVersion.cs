namespace SocialCommerce.Referrals.Settings;

/// <summary>A version of the house account in the order of recording, for the integrity check.</summary>
/// <param name="Version">The version; later ones are higher.</param>
/// <param name="HouseKey">The house account, or null for none.</param>
/// <param name="TransactionId">The transaction that recorded it, as <c>xid8</c> writes it.</param>
public sealed record HouseVersion(int Version, long? HouseKey, string TransactionId);
