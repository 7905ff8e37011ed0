namespace SocialCommerce.Commissions.Partners;

/// <summary>A training or an exam that a person has passed.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="TrainingId">The shop's own id of the training or exam, as the tiers' conditions name it.</param>
/// <param name="PassedAt">When it was passed.</param>
/// <param name="RecordedAt">When the shop recorded it, by its clock; tiers count it from then on.</param>
/// <param name="RecordedBy" example="li.na">Operator who recorded it; absent for a backend's key.</param>
public sealed record Training(
    string CustomerId, string TrainingId, DateTimeOffset PassedAt, DateTimeOffset RecordedAt, string? RecordedBy);
