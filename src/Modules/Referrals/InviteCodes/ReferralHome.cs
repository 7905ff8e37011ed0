namespace SocialCommerce.Referrals.InviteCodes;

/// <summary>What a customer has by recommending others.</summary>
/// <param name="InviteCode" example="K7M2P9QX">The code to share; absent until one is created.</param>
/// <param name="ReferrerId">Who recommended the customer; absent for none.</param>
/// <param name="DirectReferrals" example="12">Customers whom the customer recommended.</param>
/// <param name="SecondLevel" example="30">Customers whom these recommended.</param>
public sealed record ReferralHome(string? InviteCode, string? ReferrerId, long DirectReferrals, long SecondLevel);
