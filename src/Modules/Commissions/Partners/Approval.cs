namespace SocialCommerce.Commissions.Partners;

/// <summary>An approval.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="ApprovedBy" example="li.na">Who approved first.</param>
/// <param name="ApprovedAt">When, by the shop's clock.</param>
/// <param name="PromotedTo" example="T1">The tier that the approval gave, if any.</param>
public sealed record Approval(string CustomerId, string ApprovedBy, DateTimeOffset ApprovedAt, string? PromotedTo);
