using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>
/// The tiers of an upline and of a direct downline just before a promotion of the downline: the upline's differential
/// over that leg shall not fall below what these two tiers gave (docs/commission-rules.md#perpetual-rule).
/// </summary>
/// <param name="Upline">The upline's tier then.</param>
/// <param name="Downline">The downline's tier then, or null.</param>
public sealed record Floor(
    [property: JsonPropertyName("u")] string Upline, [property: JsonPropertyName("d")] string? Downline = null);
