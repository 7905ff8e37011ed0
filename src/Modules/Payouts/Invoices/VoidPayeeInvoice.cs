using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Invoices;

/// <summary>
/// Voids an invoice that was recorded in error or withdrawn, as long as no transfer has used it. Its number may be
/// recorded again. Voiding it again changes nothing.
/// </summary>
internal static class VoidPayeeInvoice
{
    /// <summary>Why it is void.</summary>
    public sealed record Body(string Reason);

    /// <summary>The payee, the invoice, and the reason.</summary>
    public sealed record Command(string PayeeId, string InvoiceId, Body Body) : IRequest<PayeeInvoice>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/invoices/{invoiceId}/void", (
                string payeeId, string invoiceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, invoiceId, body), cancel))
            .Describe(
                "voidPayeeInvoice", "Payees", "Void a payee's invoice",
                "Voids an invoice that was recorded in error or withdrawn; its number can be recorded again. Voiding "
                    + "it again changes nothing. An invoice that a transfer has used is refused with 409.")
            .Example("""{"reason": "Entered with the wrong amount"}""")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance)
            .Problems(
                InvoiceProblems.InvoiceNotFound, PayeeProblems.PayeeNotFound, InvoiceProblems.InvoiceUsed,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, PayeeInvoice>
    {
        public Task<PayeeInvoice> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var (shop, payeeKey) = (caller.Shop, Payee.KeyOf(command.PayeeId));
                var key = PublicId.KeyOf(PayeeInvoice.Prefix, command.InvoiceId)
                    ?? throw InvoiceProblems.InvoiceNotFound.For(command.InvoiceId);
                var args = new { shop = shop.Id, payeeKey, key };
                var reads = transaction.Batch();
                var state = reads.ShopState(shop.Id);
                reads.Payouts.LockPayee(shop.Id, payeeKey);
                var found = reads.Rows<InvoiceRow>(FindSql, args);
                await reads.Run(cancel);
                var invoice = found.First ?? throw InvoiceProblems.InvoiceNotFound.For(command.InvoiceId);
                if (invoice.VoidedAt is not null) return invoice.ToInvoice(shop);
                if (invoice.TransferNos is [var transfer, ..])
                    throw InvoiceProblems.InvoiceUsed.Because($"Transfer {transfer} uses this invoice.");

                var writes = transaction.Batch();
                writes.Do(VoidSql, new
                {
                    shop = shop.Id,
                    key,
                    by = caller.RequirePerson().OperatorId,
                    command.Body.Reason,
                    now = state.First!.Now(shop, time),
                });
                writes.Log(shop.Id, caller, new AuditEntry(
                    "payeeInvoice", command.PayeeId, new { invoice.InvoiceNo, Status = "open" },
                    new { invoice.InvoiceNo, Status = "voided" }, command.Body.Reason));
                var after = writes.Rows<InvoiceRow>(FindSql, args);
                await writes.Commit(cancel);
                return after.First!.ToInvoice(shop);
            }, cancel);
    }

    private const string FindSql = $"{InvoiceRow.Select} and i.payee_key = @payeeKey and i.invoice_key = @key";

    private const string VoidSql = """
        update payee_invoices set voided_at = @now, voided_by = @by, void_reason = @reason
        where shop_id = @shop and invoice_key = @key
        """;
}
