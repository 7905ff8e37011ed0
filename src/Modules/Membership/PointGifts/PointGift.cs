namespace SocialCommerce.Membership.PointGifts;

/// <summary>Points that one customer gave to another.</summary>
/// <param name="GiftId">The merchant's own id.</param>
/// <param name="CustomerId">Who gave them.</param>
/// <param name="ToCustomerId" example="c-1001">Who received them.</param>
/// <param name="Points">How many.</param>
/// <param name="RecordedAt">When, by the shop's clock.</param>
internal sealed record PointGift(
    string GiftId, string CustomerId, string ToCustomerId, long Points, DateTimeOffset RecordedAt);
