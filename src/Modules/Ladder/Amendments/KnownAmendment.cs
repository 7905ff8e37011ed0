namespace SocialCommerce.Ladder.Amendments;

/// <summary>An amendment that took effect.</summary>
/// <param name="OrderId">The order that it named.</param>
/// <param name="AppliedTo">The order that it changed; another than it named, where a person said so.</param>
public sealed record KnownAmendment(string OrderId, string AppliedTo, OrderAmendment Content, string Answer);
