namespace SocialCommerce.Membership.Privileges;

/// <summary>How often a member may use a privilege. Days and months are those of the shop's time zone.</summary>
/// <param name="PerDay" example="1">Uses in a day.</param>
/// <param name="PerMonth" example="4">Uses in a month.</param>
/// <param name="PerPeriod" example="12">
/// Uses in a validity period of the tier; of a tier without an end, uses in all.
/// </param>
public sealed record PrivilegeLimits(int? PerDay = null, int? PerMonth = null, int? PerPeriod = null);
