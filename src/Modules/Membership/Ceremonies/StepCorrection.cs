namespace SocialCommerce.Membership.Ceremonies;

/// <summary>The correction of a record: the step was not done as it says.</summary>
/// <param name="Reason">Why.</param>
/// <param name="CorrectedBy" example="li">Who corrected it.</param>
/// <param name="CorrectedAt">When the correction was recorded.</param>
public sealed record StepCorrection(string Reason, string CorrectedBy, DateTimeOffset CorrectedAt);
