namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>What a certificate of membership says.</summary>
/// <param name="ShopName">The shop.</param>
/// <param name="Holder">The member's name.</param>
/// <param name="Number">The member number in use.</param>
/// <param name="TierName">The tier in force; null for none.</param>
/// <param name="ValidFrom">Its first day.</param>
/// <param name="ValidUntil">The day on which the tier ends; null: no end.</param>
internal sealed record CertificateContent(
    string ShopName, string Holder, string Number, string? TierName, DateOnly ValidFrom, DateOnly? ValidUntil);
