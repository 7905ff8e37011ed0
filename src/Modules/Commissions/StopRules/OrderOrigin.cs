namespace SocialCommerce.Commissions.StopRules;

/// <summary>The campaign origin of an order.</summary>
/// <param name="TouchpointId">The touchpoint that it is attributed to.</param>
/// <param name="InviteCode">The code that it carried.</param>
/// <param name="Classes">Classes of its products.</param>
public sealed record OrderOrigin(string? TouchpointId, string? InviteCode, IReadOnlyCollection<string> Classes)
{
    /// <summary>An unknown origin: accrual stops by touchpoint, invite code or product class do not match it.</summary>
    public static readonly OrderOrigin Unknown = new(null, null, []);
}
