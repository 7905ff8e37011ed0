namespace SocialCommerce.Kernel.Personal;

/// <summary>What Kernel knows of customers.</summary>
internal static class KernelPersonalData
{
    /// <summary>Every table of Kernel's.</summary>
    public static readonly PersonalData Data = new(
        [
            new("customers")
            {
                Shows = """
                    , (select o.customer_id from customers o where o.shop_id = @shop and o.customer_key = t.claimed_by)
                        as claimed_by_id
                    """,
                Hides = ["claimed_by"],
                Cleared = ["customer_id"],
                Kept = "the pseudonym, under which orders and the ledger stay",
            },
            new("guest_claims", "t.customer_key = any(@people)")
            {
                Shows = """
                    , (select g.customer_id from customers g where g.shop_id = @shop and g.customer_key = t.guest_key)
                        as guest_id
                    """,
                Kept = "which orders are one person's; a guest's id is made from an order",
            },
            new("customer_identities") { IsDeleted = true },
            new("consents") { Cleared = ["source"], Kept = "proof that processing was allowed" },
            new("movements")
            {
                Hides = ["subject_id"],
                Kept = "the ledger: the law asks for the books, and balances are computed from it",
            },
            new("erasures")
            {
                Hides = ["leaving_id"],
                Kept = "proof of who decided the erasure",
            },
            new("audit_log", OwnEntries)
            {
                Hides = ["previous_hash", "hash"],
                Kept = "proof of who decided what: a chain of hashes, of which no entry can be changed",
                KeptAsWritten = ["subject_id", "before", "after", "reason"],
            },
            new("outbox", OwnEvents) { Kept = "what was announced, under the pseudonym" },
        ],
        new Dictionary<string, string>
        {
            ["shops"] = PersonalData.Configuration,
            ["operators"] = "the people who work at the shop; an erased customer is no longer one of theirs",
            ["prepared_decisions"] = "decisions of operators; an id in them is replaced",
            ["api_keys"] = PersonalData.Configuration,
            ["audit_log_heads"] = PersonalData.Work,
            ["idempotency_keys"] = "answers of 30 days; those that name an erased customer are deleted",
            ["write_probes"] = PersonalData.Work,
            ["settings_versions"] = "what the shop has set up; an id in it is replaced",
            ["schema_migrations"] = PersonalData.Work,
        })
    {
        Quotes =
        [
            new("outbox", "payload"), new("settings_versions", "content"), new("prepared_decisions", "content", "text"),
        ],
        IdProperties = ["customerId", "customerIds", "guestId", "claimedBy"],
        Erases = EraseSql,
    };

    // An entry or an event quotes the id; it has no key.
    private const string Ids = """
        (select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = any(@people))
        """;

    private const string OwnEntries = $"""
        (t.subject_id in {Ids} or t.before ->> 'customerId' in {Ids} or t.after ->> 'customerId' in {Ids})
        """;

    private const string OwnEvents = $"t.payload ->> 'customerId' in {Ids}";

    private const string EraseSql = "select erase_customer(@shop, @erasure)::text";
}
