using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>A line in the snapshot.</summary>
/// <param name="LineNo">1 for the first line.</param>
/// <param name="Value">The amount paid for it, as the version counts it; a refund takes back the same share.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Basis">
/// What commission is computed on when nothing is refunded, exact to four decimals of a minor unit; absent when it is
/// the value.
/// </param>
/// <param name="Class">Product class then.</param>
/// <param name="Rung">Rung of the ladder then.</param>
/// <param name="Quantity">Units sold; kept where the plan pays amounts per unit.</param>
/// <param name="Tax">The included tax that was taken out of the value; absent where there was none.</param>
public sealed record SnapshotLine(
    [property: JsonPropertyName("n")] int LineNo,
    [property: JsonPropertyName("v")] long Value,
    [property: JsonPropertyName("p")] string ProductId,
    [property: JsonPropertyName("u")] decimal? Basis = null,
    [property: JsonPropertyName("c")] string? Class = null,
    [property: JsonPropertyName("r")] string? Rung = null,
    [property: JsonPropertyName("q")] decimal? Quantity = null,
    [property: JsonPropertyName("x")] long? Tax = null);
