using SocialCommerce.Commissions.Explanations;

namespace SocialCommerce.Commissions.Disputes;

/// <summary>The answer to a dispute.</summary>
/// <param name="Outcome">`rejected` or `upheld`.</param>
/// <param name="Note" example="You are right; the third one is credited">What the partner is told.</param>
/// <param name="AdjustmentId">The adjustment that puts it right, where it was upheld.</param>
/// <param name="AnsweredBy" example="li.na">Operator id of who answered.</param>
/// <param name="AnsweredAt">When, by the shop's clock.</param>
/// <param name="Explanation">What the engine said of the order then; absent where no order is behind it.</param>
public sealed record DisputeAnswer(
    string Outcome, string Note, string? AdjustmentId, string AnsweredBy, DateTimeOffset AnsweredAt,
    Explanation? Explanation);
