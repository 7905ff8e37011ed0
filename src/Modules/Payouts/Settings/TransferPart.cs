namespace SocialCommerce.Payouts.Settings;

/// <summary>A part of a payout that goes through the channel by itself.</summary>
internal sealed record TransferPart(long Gross, long Tax, long Net);
