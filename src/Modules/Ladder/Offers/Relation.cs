namespace SocialCommerce.Ladder.Offers;

/// <summary>When a customer's journey reached membership and partnership; null: not yet.</summary>
internal sealed record Relation(DateTimeOffset? MemberAt, DateTimeOffset? PartnerAt);
