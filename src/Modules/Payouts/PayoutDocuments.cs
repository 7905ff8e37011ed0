using SocialCommerce.Payouts.TaxReports;

namespace SocialCommerce.Payouts;

/// <summary>The documents of the movements that payouts book: transfers, and remittances of tax.</summary>
internal static class PayoutDocuments
{
    /// <summary>The sources.</summary>
    public static readonly IReadOnlyList<DocumentSource> Sources =
    [
        new(["submitted", "withheld", "paid", "returned", "taxReturned"], TransfersSql),
        new([TaxRemittance.Event], RemittancesSql),
    ];

    private const string RemittancesSql = """
        select m.movement_id, 'taxRemittance' as kind, r.remittance_id as id, null::text as prefix,
            null::bigint as key, null::text as rule, null::text as rule_kind
        from movements m join tax_remittances r on r.shop_id = @shop and r.remittance_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;

    private const string TransfersSql = """
        select m.movement_id, 'payoutTransfer' as kind, b.transfer_no as id, null::text as prefix, null::bigint as key,
            null::text as rule, null::text as rule_kind
        from movements m join payout_transfers b on b.shop_id = @shop and b.transfer_key = m.subject_id
        where m.shop_id = @shop and m.movement_id = any(@movements)
        """;
}
