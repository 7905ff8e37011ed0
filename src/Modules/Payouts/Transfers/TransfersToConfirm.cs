namespace SocialCommerce.Payouts.Transfers;

/// <summary>Transfers that a customer has to confirm.</summary>
/// <param name="Count">How many.</param>
/// <param name="NetMinor">What they come to after tax, in minor units.</param>
/// <param name="ConfirmBefore">Until when the first of them can be confirmed; null for none.</param>
public sealed record TransfersToConfirm(long Count, long NetMinor, DateTimeOffset? ConfirmBefore);
