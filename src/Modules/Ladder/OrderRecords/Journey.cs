namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>A person's way up the ladder so far.</summary>
public sealed record Journey(
    long CustomerKey, DateTimeOffset? AddedAt, DateTimeOffset? FirstPaidAt, DateTimeOffset? SecondPaidAt,
    DateTimeOffset? MemberAt, DateTimeOffset? PartnerAt, DateTimeOffset? LastPaidAt, long Orders, long PaidMinor,
    long RefundedMinor, string? TopRung);
