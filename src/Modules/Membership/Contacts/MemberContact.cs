namespace SocialCommerce.Membership.Contacts;

/// <summary>A contact of a customer.</summary>
/// <param name="ContactId">The merchant's own id.</param>
/// <param name="Channel" example="wechat">Through what: the merchant's own word.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
public sealed record MemberContact(
    string ContactId, string CustomerId, string Channel, DateTimeOffset AddedAt, DateTimeOffset RecordedAt);
