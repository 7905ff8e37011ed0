namespace SocialCommerce.Membership.Relations;

/// <summary>Something that deepened the relation with a customer, and when.</summary>
public sealed record RelationFact(long CustomerKey, string Kind, DateTimeOffset At);
