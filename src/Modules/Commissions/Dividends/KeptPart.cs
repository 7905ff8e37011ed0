namespace SocialCommerce.Commissions.Dividends;

/// <summary>A part as it is kept.</summary>
public sealed record KeptPart(string Rule, long CustomerKey, long HistorySeq, string Tier, long Weight, long Amount);
