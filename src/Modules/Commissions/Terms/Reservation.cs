using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>The most that an order may get from a rule with a budget, reserved when it was paid.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Most">Minor units, for all beneficiaries together.</param>
public sealed record Reservation(
    [property: JsonPropertyName("r")] string Rule, [property: JsonPropertyName("m")] long Most);
