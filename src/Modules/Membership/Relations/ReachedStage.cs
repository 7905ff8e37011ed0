namespace SocialCommerce.Membership.Relations;

/// <summary>A stage that was reached.</summary>
/// <param name="Stage" example="trust">The stage.</param>
/// <param name="ReachedAt">When.</param>
public sealed record ReachedStage(string Stage, DateTimeOffset ReachedAt);
