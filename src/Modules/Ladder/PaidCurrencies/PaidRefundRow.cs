namespace SocialCommerce.Ladder.PaidCurrencies;

/// <summary>A refund that stands: as it was reported, and what it added to the order's sums, in minor units.</summary>
public sealed record PaidRefundRow(
    string Content, long PlainMinor, long ShippingMinor, long TaxMinor, int[] LineNos, long[] Amounts);
