using SocialCommerce.Ladder.ProductLinks;

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
        new("class", "skincare"),
        new("rung", "member", "Only products on this rung: `traffic`, `low`, `member` or `partner`."),
        new("declared", Description: "True for declared products only, false for products known only from orders."),
        new("quantity", "1"),
        Term.Id("refundId", "r-20260205-1", "The merchant's own id of a refund."),
        Term.Id("amendmentId", "am-20260201-1"),
        Term.Id("caseId", "as-118", "The merchant's own id of an after-sale case."),
        new("windowDays", "7", "Days, of 24 hours each, within which the customer buys again.")
        {
            Bound = new Bound(1, ProductLink.MaxWindowDays), Default = GetRelatedRepurchase.UsualWindowDays,
        },
        new("benchmarkBps", "3500", "The rate to compare with, in basis points.")
        {
            Bound = new Bound(0, 10_000), Default = GetRelatedRepurchase.UsualBenchmarkBps,
        },
        new("eventId", "evt_0000000000042", "Id of a waiting event."),
    ];
}
