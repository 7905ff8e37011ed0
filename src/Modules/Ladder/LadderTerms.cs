using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.ProductLinks;
using SocialCommerce.Ladder.Reports;

namespace SocialCommerce.Ladder;

/// <summary>The words of Ladder in the API: parameters, ids, and names that many types share.</summary>
internal static class LadderTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        Term.Id("orderId", "o-20260131-7", "The merchant's own id of an order."),
        Term.Id("lineId", "1"),
        Term.Id("productId", "p-serum", "The merchant's own id of a product."),
        Term.Id("linkedProductId", "p-toner", "The merchant's own id of a product that follows another one."),
        Term.Id("programmeId", "member-day", "The merchant's own id of a programme."),
        Term.Id("actionId", "push-20260131-c-1042"),
        new("group", "treated", "Only customers of this group: `treated` or `heldOut`."),
        new("class", "skincare"),
        new("rung", "member", "Only products on this rung: `traffic`, `low`, `member` or `partner`."),
        new("declared", Description: "True for declared products only, false for products known only from orders."),
        new("quantity", "1"),
        Term.Id("refundId", "r-20260205-1", "The merchant's own id of a refund."),
        Term.Id("amendmentId", "am-20260201-1"),
        Term.Id("paymentId", "pay-20260210-1", "The merchant's own id of a payment of an order."),
        Term.Id("writeOffId", "wo-20260410-1"),
        new("part", "2"),
        Term.Id("caseId", "as-118", "The merchant's own id of an after-sale case."),
        new("windowDays", "7", "Days, of 24 hours each, within which the customer buys again.")
        {
            Bound = new Bound(1, ProductLink.MaxWindowDays), Default = GetRelatedRepurchase.UsualWindowDays,
        },
        new("stepDays", "90", "Days, of 24 hours each, within which a customer takes a step.")
        {
            Bound = new Bound(1, ReportRules.MaxStepDays), Default = ReportRules.UsualStepDays,
        },
        new("windows", "7,30,90",
            "Up to five windows in days of 24 hours, the shortest first, separated by commas; `7,30,90` by default.")
        {
            Bound = new Bound(1, 19, "^\\d{1,3}(,\\d{1,3}){0,4}$"),
        },
        new("cohort", "month", "The unit of the cohorts: `week` or `month`; `month` by default."),
        new("periods", "12", "How many weeks or months, the running one included.")
        {
            Bound = new Bound(1, CalendarPeriods.MaxCount), Default = CalendarPeriods.UsualCount,
        },
        new("base", "1000", "The number of members that figures are given for.")
        {
            Bound = new Bound(1, GetGroceryStoreReport.MaxBase), Default = GetGroceryStoreReport.UsualBase,
        },
        new("benchmarkBps", "3500", "The rate to compare with, in basis points.")
        {
            Bound = new Bound(0, 10_000), Default = GetRelatedRepurchase.UsualBenchmarkBps,
        },
        new("eventId", "evt_0000000000042", "Id of a waiting event."),
    ];
}
