using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponClaims;

/// <summary>Whether a coupon can be issued to a customer. Pure.</summary>
internal static class ClaimRules
{
    /// <summary>When a claim is made.</summary>
    /// <param name="Now">The shop's time.</param>
    /// <param name="Day">The shop's date.</param>
    /// <param name="DayEnd">When that day ends.</param>
    public sealed record Moment(DateTimeOffset Now, string Day, DateTimeOffset DayEnd)
    {
        /// <summary>The shop's time with its day.</summary>
        public static Moment Of(DateTimeOffset now, string timeZone)
        {
            var day = Periods.DayOf(now, timeZone);
            return new Moment(now, Periods.Text(day), Periods.DayEnd(day, timeZone));
        }
    }

    /// <summary>Why a customer cannot claim a coupon of a template; empty where the customer can.</summary>
    /// <param name="template">The template and its counters.</param>
    /// <param name="own">What the customer has of it.</param>
    /// <param name="tierId">The customer's tier in force, or null.</param>
    /// <param name="isNew">Whether the customer has no paid order.</param>
    /// <param name="moment">When.</param>
    public static List<UnavailableReason> Claim(
        IssuableTemplate template, IReadOnlyCollection<OwnCoupons> own, string? tierId, bool isNew, Moment moment)
    {
        var (terms, reasons) = (template.Terms, new List<UnavailableReason>());
        if (terms.ClaimWindow?.From > moment.Now)
            reasons.Add(new UnavailableReason(UnavailableReason.ClaimWindow, From: terms.ClaimWindow.From));
        if (terms.ClaimWindow?.Until <= moment.Now) reasons.Add(new UnavailableReason(UnavailableReason.ClaimWindow));
        if (terms.Audience?.Includes(tierId, isNew) == false)
            reasons.Add(new UnavailableReason(UnavailableReason.Audience));
        reasons.AddRange(Issue(template, own, template.Issued, moment.Now));
        // Clocks of two instances may differ at midnight: who comes from the day before counts in the new one.
        var today = string.CompareOrdinal(template.Day, moment.Day) >= 0 ? template.DayIssued : 0;
        if (terms.Limits?.PerDay is { } perDay && today >= perDay)
            reasons.Add(UnavailableReason.None(UnavailableReason.PerDay, moment.DayEnd));
        var claimed = own.Where(one => string.CompareOrdinal(one.IssuedOn, moment.Day) >= 0).Sum(one => one.Claimed);
        if (terms.Limits?.PerCustomerPerDay is { } each && claimed >= each)
            reasons.Add(UnavailableReason.None(UnavailableReason.PerCustomerPerDay, moment.DayEnd));
        return reasons;
    }

    /// <summary>
    /// Why no coupon of a template is issued to a customer, whoever asks for it: an assignment is held to the stock and
    /// to the limit of a customer, and to no window, audience or day.
    /// </summary>
    public static List<UnavailableReason> Issue(
        IssuableTemplate template, IReadOnlyCollection<OwnCoupons> own, long issued, DateTimeOffset now)
    {
        var (terms, reasons) = (template.Terms, new List<UnavailableReason>());
        if (terms.Status == CouponTerms.Ended || terms.Validity.Until <= now)
            reasons.Add(new UnavailableReason(UnavailableReason.Ended));
        if (terms.Limits?.Stock is { } stock && issued >= stock)
            reasons.Add(UnavailableReason.None(UnavailableReason.SoldOut));
        if (terms.Limits?.PerCustomer is { } each && own.Sum(one => one.Issued) >= each)
            reasons.Add(UnavailableReason.None(UnavailableReason.PerCustomer));
        return reasons;
    }
}
