namespace SocialCommerce.Commissions.Terms;

/// <summary>A published version, or a draft.</summary>
public sealed record Plan(long Key, string Status, PlanContent Content, DateTimeOffset? EffectiveFrom);
