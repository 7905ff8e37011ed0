using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>
/// What an order's commission was computed from, kept with it permanently: refunds, explanations and audits read this
/// and never today's tree or tiers. The names are short because every order carries one.
/// </summary>
/// <param name="Buyer">The buyer's own standing.</param>
/// <param name="Chain">The ancestors, nearest first, as in force at payment.</param>
/// <param name="Lines">The lines with their basis.</param>
/// <param name="PaidAt">When it was paid; kept where a rule of the version has dates.</param>
/// <param name="Reserved">What it may get from each rule with a budget; absent without such a rule.</param>
/// <param name="Place">Its place in the buyer's history; kept where a rule of the version is limited by it.</param>
public sealed record Snapshot(
    [property: JsonPropertyName("b")] SnapshotPerson Buyer,
    [property: JsonPropertyName("c")] IReadOnlyList<SnapshotPerson> Chain,
    [property: JsonPropertyName("l")] IReadOnlyList<SnapshotLine> Lines,
    [property: JsonPropertyName("p")] DateTimeOffset? PaidAt = null,
    [property: JsonPropertyName("r")] IReadOnlyList<Reservation>? Reserved = null,
    [property: JsonPropertyName("o")] OrderPlace? Place = null)
{
    /// <summary>The buyer and the ancestors.</summary>
    [JsonIgnore]
    public IEnumerable<SnapshotPerson> People => Chain.Prepend(Buyer);

    /// <summary>The amount paid for each line, as the version counts it.</summary>
    [JsonIgnore]
    public long[] Values => [.. Lines.Select(line => line.Value)];

    /// <summary>The same order of the same people, of other tiers.</summary>
    public Snapshot With(IReadOnlyList<SnapshotPerson> people) =>
        this with { Buyer = people[0], Chain = [.. people.Skip(1)] };
}
