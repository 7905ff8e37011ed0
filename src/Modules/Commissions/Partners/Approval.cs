namespace SocialCommerce.Commissions.Partners;

/// <summary>An approval.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="ApprovedBy">Who approved first.</param>
/// <param name="ApprovedAt">When, by the shop's clock.</param>
/// <param name="PromotedTo">The tier that the approval gave, if any.</param>
public sealed record Approval(string CustomerId, string ApprovedBy, DateTimeOffset ApprovedAt, string? PromotedTo);
