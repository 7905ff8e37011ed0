namespace SocialCommerce.Membership.Contacts;

/// <summary>That the shop and a customer became contacts, such as in WeChat (加微信).</summary>
/// <param name="ContactId">The merchant's own id.</param>
/// <param name="Channel" example="wechat">Through what: the merchant's own word.</param>
/// <param name="AddedAt">When it was added.</param>
public sealed record ContactContent(string ContactId, string Channel, DateTimeOffset AddedAt);
