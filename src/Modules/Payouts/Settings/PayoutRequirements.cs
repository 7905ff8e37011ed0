namespace SocialCommerce.Payouts.Settings;

/// <summary>What the law of a shop's jurisdiction wants before anything is paid out (G11, G16, G17).</summary>
/// <param name="LeastAge">The least age of a person who is paid; null: any.</param>
/// <param name="AsksOccupation">Whether a payout needs a declaration of an unbarred occupation (Decree 443).</param>
/// <param name="WantsRecord">Whether an acceptance of the terms counts only with the address it came from.</param>
/// <param name="WantsTaxMode">Whether a tax mode must have been chosen.</param>
public sealed record PayoutRequirements(int? LeastAge, bool AsksOccupation, bool WantsRecord, bool WantsTaxMode);
