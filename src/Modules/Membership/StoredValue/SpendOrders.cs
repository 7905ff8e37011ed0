namespace SocialCommerce.Membership.StoredValue;

/// <summary>In which order principal and bonus are spent.</summary>
internal static class SpendOrders
{
    public const string BonusFirst = "bonusFirst";
    public const string PrincipalFirst = "principalFirst";
    public const string Proportional = "proportional";

    /// <summary>Every order.</summary>
    public static readonly string[] All = [BonusFirst, PrincipalFirst, Proportional];
}
