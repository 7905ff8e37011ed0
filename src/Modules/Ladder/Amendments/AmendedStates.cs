namespace SocialCommerce.Ladder.Amendments;

/// <summary>The lines of an order after each of its amendments, as they are kept.</summary>
public sealed record AmendedStates(long OrderKey, AmendedState[] States);
