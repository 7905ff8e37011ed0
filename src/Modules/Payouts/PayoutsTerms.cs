namespace SocialCommerce.Payouts;

/// <summary>The words of Payouts in the API: parameters, ids, and names that many types share.</summary>
internal static class PayoutsTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        new("payeeId", "pye_0000000000042", "Id of a payee."),
        new("accountId", "pac_0000000000042", "Id of an account of a payee."),
        new("batchId", "pob_0000000000042", "Id of a payout batch."),
        new("transferNo", "sc7k2m9p4q0000000000000000", "Number of a transfer at its channel."),
        new("invoiceId", "inv_0000000000042", "Id of an invoice of a business payee."),
        Term.Id("invoiceNo", "2026-0118"),
        Term.Id("remittanceId", "tax-2026-01", "The shop's own id of a tax remittance."),
        new("reconciliationId", "rec_0000000000042", "Id of a payout reconciliation."),
        new("document", "Identity card seen on 2026-01-12"),
        new("taxMonth", "2026-01"),
        new("differs", Description: "True to list only payees with too much or too little tax withheld."),
        new("from", Description: "Start of the period: of transfers by submission, of purchases by payment."),
        new("to", Description: "End of the period, which no longer belongs to it."),
        new("format", "pain001", "`csv`, `pain001` or `bankCsv`; `csv` by default."),
        new("executionDate", "2026-02-13",
            "Day on which the bank is to pay, such as `2026-02-13`; the next day by default."),
    ];
}
