namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>What a coupon gives, to whom, how often, for how long, and what a refund does.</summary>
/// <param name="Name" example="10.00 off from 100.00">What people read.</param>
/// <param name="Discount">What it takes off.</param>
/// <param name="FundedBy" example="merchant">
/// Who bears the discount, <c>merchant</c> or <c>platform</c>. State it in the order's discount too, where commission
/// reads it.
/// </param>
/// <param name="Validity">How long a coupon may be used.</param>
/// <param name="MinimumSpend">What the products that it applies to have to come to; without it any amount.</param>
/// <param name="Audience">Who may claim it; everyone without it.</param>
/// <param name="Limits">How many there are; unlimited without it.</param>
/// <param name="ClaimWindow">When it may be claimed; always without it.</param>
/// <param name="Returns">What a refund of the order does; without it a full refund returns the coupon.</param>
/// <param name="ExpiryNoticeDays" example="3">
/// Days before the expiry at which <c>coupon.expiring</c> is announced; 0 for no notice.
/// </param>
/// <param name="Status" example="active">
/// <c>active</c>, or <c>ended</c>: no more are issued, and issued ones stay usable.
/// </param>
internal sealed record CouponTerms(
    string Name, CouponDiscount Discount, string FundedBy, CouponValidity Validity, Money? MinimumSpend = null,
    CouponAudience? Audience = null, CouponLimits? Limits = null, ClaimWindow? ClaimWindow = null,
    CouponReturns? Returns = null, int ExpiryNoticeDays = 3, string Status = CouponTerms.Active)
{
    /// <summary>Issued on demand.</summary>
    public const string Active = "active";

    /// <summary>No more are issued.</summary>
    public const string Ended = "ended";

    /// <summary>Who may bear a coupon.</summary>
    public static readonly string[] Funders = ["merchant", "platform"];

    /// <summary>From when to when a coupon is valid that is issued at a time.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) ValidityFrom(DateTimeOffset issuedAt)
    {
        var from = Validity.From > issuedAt ? Validity.From.Value : issuedAt;
        return (from, Validity.Until ?? from.AddDays(Validity.Days!.Value));
    }

    /// <summary>When the expiry of a coupon is announced; null where no notice is wanted.</summary>
    public DateTimeOffset? NoticeOf(DateTimeOffset expiresAt) =>
        ExpiryNoticeDays == 0 ? null : expiresAt.AddDays(-ExpiryNoticeDays);
}
