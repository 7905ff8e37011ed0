using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>A person in the snapshot.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Tier">The partner tier held, or null.</param>
/// <param name="TierSeq">Sequence number of the history entry that says so; 0 for none.</param>
/// <param name="Active">Whether the person may earn with it.</param>
/// <param name="Floors">
/// What the person held over the direct downline in this chain before each of that one's promotions; absent where the
/// plan keeps no floors or there were none.
/// </param>
/// <param name="IsHouse">True for the shop's house account in place of a referrer; absent for everyone else.</param>
public sealed record SnapshotPerson(
    [property: JsonPropertyName("k")] long Key,
    [property: JsonPropertyName("i")] string CustomerId,
    [property: JsonPropertyName("t")] string? Tier = null,
    [property: JsonPropertyName("s")] long TierSeq = 0,
    [property: JsonPropertyName("a")] bool Active = true,
    [property: JsonPropertyName("f")] IReadOnlyList<Floor>? Floors = null,
    [property: JsonPropertyName("h")] bool? IsHouse = null)
{
    /// <summary>Null when this person may earn, else the reason why not.</summary>
    [JsonIgnore]
    public string? Bar => Tier is null ? Reasons.NoTier : Active ? null : Reasons.Inactive;
}
