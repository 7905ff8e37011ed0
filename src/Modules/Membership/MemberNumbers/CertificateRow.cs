namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>What is kept of a customer for a certificate.</summary>
internal sealed record CertificateRow(
    string ShopName, string? Number, DateTimeOffset? GivenAt, string? State, DateTimeOffset? BegunAt);
