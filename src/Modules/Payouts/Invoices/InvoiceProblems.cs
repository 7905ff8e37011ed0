namespace SocialCommerce.Payouts.Invoices;

/// <summary>Refusals of invoices.</summary>
internal static class InvoiceProblems
{
    public static readonly ProblemType InvoiceNotFound = ProblemType.NotFound(
        "INVOICE_NOT_FOUND", "There is no such invoice.", "List the payee's invoices and use an id of that list.");

    public static readonly ProblemType PayeeNotBusiness = ProblemType.Conflict(
        "PAYEE_NOT_BUSINESS", "The payee is a natural person.", "Record invoices of businesses only.");

    public static readonly ProblemType InvoiceNoUsed = ProblemType.Conflict(
        "INVOICE_NO_USED", "Another invoice of the payee has this number.",
        "Check the number; void the other invoice if it is wrong.");

    public static readonly ProblemType InvoiceUsed = ProblemType.Conflict(
        "INVOICE_USED", "A transfer uses the invoice.", "Keep the invoice.");

    public static readonly ProblemType DateInFuture = ProblemType.Invalid(
        "DATE_IN_FUTURE", "The invoice is dated in the future.", "Check issuedOn.");
}
