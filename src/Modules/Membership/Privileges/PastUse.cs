namespace SocialCommerce.Membership.Privileges;

/// <summary>A use of a privilege, as limits count it.</summary>
/// <param name="Code">The privilege.</param>
/// <param name="UsedAt">When it was used.</param>
/// <param name="Quantity">How often at once.</param>
public sealed record PastUse(string Code, DateTimeOffset UsedAt, int Quantity);
