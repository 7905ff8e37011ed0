using System.Text.Json.Serialization;
using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>The lines of an order after one of its amendments, by their numbers.</summary>
/// <param name="AmendmentId">The amendment.</param>
/// <param name="AmendedAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Lines">What each line is worth from then on; one without units is not there.</param>
public sealed record AmendedState(
    string AmendmentId, DateTimeOffset AmendedAt, DateTimeOffset RecordedAt, IReadOnlyList<AmendedWorth> Lines)
{
    /// <summary>As the rules take them.</summary>
    [JsonIgnore]
    public LineWorth[] Worths =>
        [.. Lines.Select(line => new LineWorth(line.Quantity, line.Due, line.Value, line.Place))];
}
