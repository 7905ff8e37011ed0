namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>A coupon template (优惠券模板) as it is in force.</summary>
/// <param name="TemplateId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change; a coupon keeps the version under which it was issued.</param>
/// <param name="Terms">The terms.</param>
/// <param name="Issued">How many coupons were issued under all versions.</param>
/// <param name="RecordedAt">When this version came into force, by the shop's clock.</param>
internal sealed record CouponTemplate(
    string TemplateId, int Version, CouponTerms Terms, long Issued, DateTimeOffset RecordedAt)
{
    internal const string Columns = "template_id, version, terms, issued, recorded_at";
}
