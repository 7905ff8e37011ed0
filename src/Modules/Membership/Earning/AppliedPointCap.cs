namespace SocialCommerce.Membership.Earning;

/// <summary>A cap that took points off an order.</summary>
/// <param name="Cap" example="perDay"><c>perOrder</c> or <c>perDay</c>.</param>
/// <param name="Most" example="500">The most that the order could earn by it: of a day, what was left.</param>
public sealed record AppliedPointCap(string Cap, long Most)
{
    internal const string PerOrder = "perOrder";
    internal const string PerDay = "perDay";
}
