namespace SocialCommerce.Ladder.Journeys;

/// <summary>When a journey says that its customer became a member.</summary>
public sealed record JourneyMember(long CustomerKey, DateTimeOffset? MemberAt);
