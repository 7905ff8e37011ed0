using System.Text.Json.Serialization;

namespace SocialCommerce.Ladder.Orders;

/// <summary>A discount on a line, or on an order.</summary>
/// <param name="Amount">For the whole line or order, not per unit.</param>
/// <param name="FundedBy">Who bears it: <c>merchant</c>, <c>platform</c>, <c>partner</c> or <c>points</c>.</param>
/// <param name="Code" example="SPRING">
/// Coupon or campaign, where there is one; any text, kept as an order's <c>touchpoint</c> is.
/// </param>
public sealed record Discount(
    Money Amount, string FundedBy,
    [property: Most(Bounds.Body), JsonConverter(typeof(SubmittedText.Converter))] string? Code = null)
{
    /// <summary>Who may bear a discount.</summary>
    public static readonly IReadOnlyList<string> Funders = ["merchant", "platform", "partner", "points"];
}
