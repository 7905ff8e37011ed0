using SocialCommerce.Payouts.Accounts;

namespace SocialCommerce.Payouts;

/// <summary>What the module knows of customers.</summary>
internal static class PayoutsPersonalData
{
    private const string Paid = "the record of a payment and of its tax: the law asks for it";

    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            OfPayee("payees") with
            {
                Hides = ["identity_hash"],
                Cleared = ["name", "identity", "identity_hash", "document", "document_sealed"],
                Kept = "the payee of past payments, under a pseudonym; one who stands behind other customers stays",
            },
            new("payee_customers") { Kept = Paid },
            OfPayee("payee_agreements") with { Cleared = ["ip"], Kept = "proof of what was agreed to" },
            OfPayee("payee_accounts") with
            {
                Hides = ["approved_hash"],
                Cleared = ["details", "masked"],
                Kept = "the keyed hash of what two persons approved, which the audit log names",
            },
            OfPayee("payee_invoices") with { Kept = Paid },
            OfTransfers("payee_invoice_uses") with { Kept = Paid },
            new("payouts") { Kept = Paid },
            new("payout_transfers") { Cleared = ["request", "package"], Kept = Paid },
            OfTransfers("payout_transfer_steps") with { Kept = Paid },
            OfTransfers("payout_transfer_statements") with { Kept = Paid },
            OfTransfers("payout_returns") with { Kept = Paid },
            OfTransfers("payout_recoveries") with { Kept = Paid },
            new("payout_files", """
                t.batch_key in (
                    select p.batch_key from payouts p where p.shop_id = @shop and p.customer_key = any(@people))
                """)
            {
                Hides = ["hash"],
                Kept = "what the bank was ordered to pay, to all payees of a batch: encrypted, with its hash in the "
                    + "audit log",
                KeptAsWritten = ["content"],
            },
        ],
        new Dictionary<string, string>
        {
            ["payout_states"] = PersonalData.Work,
            ["payout_channel_origins"] = PersonalData.Work,
            ["wechat_channels"] = PersonalData.Configuration,
            ["payout_batches"] = "payouts at once; an id among those who were skipped is replaced",
            ["payout_result_files"] = "what the bank answered, by transfer; an id in it is replaced",
            ["payout_reconciliations"] = "lists of a channel; an id in them is replaced",
            ["tax_remittances"] = "tax of all payees of a month",
        })
    {
        Quotes =
        [
            new("payout_batches", "skipped"), new("payout_reconciliations", "paid"),
            new("payout_reconciliations", "found"), new("payout_result_files", "answer", "text"),
        ],
        Blockers =
        [
            new("payoutOpen", "Decide the payout batches of the customer.", PayoutsSql),
            new("transferOpen", "Wait for the result of the transfers, or cancel them.", TransfersSql),
        ],
        Erases = EraseSql,
        ErasesSealed = ErasedPayees.Erase,
    };

    private static PersonalTable OfPayee(string table) => new(table, """
        t.payee_key in (
            select p.payee_key from payee_customers p where p.shop_id = @shop and p.customer_key = any(@people))
        """);

    private static PersonalTable OfTransfers(string table) => new(table, """
        t.transfer_key in (
            select b.transfer_key from payout_transfers b where b.shop_id = @shop and b.customer_key = any(@people))
        """);

    private const string PayoutsSql = """
        select count(*) from payouts where shop_id = @shop and customer_key = any(@leaving) and status = 'created'
        """;

    private const string TransfersSql = """
        select count(*) from payout_transfers
        where shop_id = @shop and customer_key = any(@leaving) and closed_at is null
        """;

    private const string EraseSql = "select erase_payouts(@shop, @erasure)::text";
}
