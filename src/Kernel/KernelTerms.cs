namespace SocialCommerce.Kernel;

/// <summary>The words that every module uses in its API.</summary>
internal static class KernelTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        new("limit", "20", "Maximum number of rows in a page.")
        {
            Bound = new Bound(1, Paging.MaxLimit), Default = Paging.DefaultLimit,
        },
        new("cursor", "fjIw", "`nextCursor` of the previous page; omit it for the first page."),
        new("nextCursor", "fjIw"),
        new("hasMore", "false"),
        new("If-Match", "\"3\"", "ETag of the version that the caller has read; an outdated one is answered with 412."),
        new("version", "1"),
        new("shopId", "shp_0000000000042", "Id of a shop."),
        new("keyId", "key_0000000000042", "Id of an API key; not the key itself."),
        Term.Id("operatorId", "li.na", "The shop's own id of an operator."),
        Term.Id("customerId", "c-1042", "The merchant's own id of a customer."),
        Term.Id("consentId", "cns-2026-01-1", "The shop's own id of a customer's answer about a consent."),
        Term.Id("purpose", "marketing", "Only answers about this purpose."),
        Term.Id("erasureId", "ers-2026-01-1", "The shop's own id of an erasure."),
        new("guestId", "gst_3zk9f2m6q8r1v5x7c0b4n6d2h9", "Id of a guest, from the answer to the guest's order."),
        Term.Id("claimedBy", "c-1042"),
        new("id", "pln_0000000000042", "Only changes of the record with this id."),
        new("kind", "level",
            "Only entries of this kind, such as `plan` in the audit log or `refund` among waiting events."),
        new("status", "applied", "Only entries with this status, such as `waiting`."),
        new("reason", "Agreed with finance on 2026-01-12"),
        new("note", "Seen on the bank's statement"),
        new("name", "Gold") { Bound = new Bound(Most: ValidationRules.MaxLine) },
        new("hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        new("amount", "1999", "Value of the reference order in minor units; 10000 by default."),
        new("year", "2026", "Calendar year in the shop's time zone; the current year by default."),
        new("approvedBy", "li.na") { Bound = new Bound(Most: ValidationRules.MaxLine) },
        new("currency") { Bound = new Bound(Most: 3, Pattern: "^[A-Z]{3}$") },
        new("Bps", "1000") { Bound = new Bound(0), IsUnit = true },
        new("preparedBy", "li.na"),
        new("decidedBy", "wang.wei"),
        new("dryRun", Description: "True to return the expected result without writing anything."),
    ];
}
