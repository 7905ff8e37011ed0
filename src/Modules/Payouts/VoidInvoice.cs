using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// Voids an invoice that was entered wrongly or withdrawn, as long as nothing was paid against it. Its number may be
/// recorded again. Voiding it again changes nothing.
/// </summary>
public static class VoidInvoice
{
    /// <summary>Why it is void.</summary>
    public sealed record Body(string Reason);

    /// <summary>Which invoice.</summary>
    public sealed record Command(string PayeeId, string InvoiceId, Body Body) : IRequest<PayeeInvoice>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/invoices/{invoiceId}/void", (
                string payeeId, string invoiceId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, invoiceId, body), cancel))
            .Describe("voidPayeeInvoice", "Payees", "Void an invoice from a business payee")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, PayeeInvoice>
    {
        public Task<PayeeInvoice> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var (shop, payeeKey) = (caller.Shop, Payee.KeyOf(command.PayeeId));
                var key = PublicId.KeyOf(PayeeInvoice.Prefix, command.InvoiceId)
                    ?? throw Refused.NotFound("invoice", command.InvoiceId);
                var args = new { shop = shop.Id, payeeKey, key };
                var reading = work.Batch();
                var state = reading.ShopState(shop.Id);
                reading.LockPayee(shop.Id, payeeKey);
                var found = reading.Rows<InvoiceRow>(FindSql, args);
                await reading.Run(cancel);
                var invoice = found.First ?? throw Refused.NotFound("invoice", command.InvoiceId);
                if (invoice.VoidedAt is not null) return invoice.ToInvoice(shop);
                if (invoice.BillNos is [var bill, ..])
                    throw Refused.Conflict("INVOICE_USED", $"The bill {bill} was paid against this invoice.");

                var writing = work.Batch();
                writing.Do(VoidSql, new
                {
                    shop = shop.Id,
                    key,
                    by = caller.RequirePerson().OperatorId,
                    command.Body.Reason,
                    now = state.First!.Now(shop, time),
                });
                writing.Log(shop.Id, caller, new Change(
                    "payeeInvoice", command.PayeeId, new { invoice.InvoiceNo, Status = "open" },
                    new { invoice.InvoiceNo, Status = "voided" }, command.Body.Reason));
                var after = writing.Rows<InvoiceRow>(FindSql, args);
                await writing.Commit(cancel);
                return after.First!.ToInvoice(shop);
            }, cancel);
    }

    private const string FindSql = $"{InvoiceRow.Select} and i.payee_key = @payeeKey and i.invoice_key = @key";

    private const string VoidSql = """
        update payee_invoices set voided_at = @now, voided_by = @by, void_reason = @reason
        where shop_id = @shop and invoice_key = @key
        """;
}
