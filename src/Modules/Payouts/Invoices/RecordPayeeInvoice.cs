using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Invoices;

/// <summary>
/// Records an invoice that a business payee issued. Where the payout settings say <c>invoiceRequired</c>, a payout to a
/// business uses the open invoice of its amount, or the oldest ones that cover it; each is used once. Recording the
/// same invoice again changes nothing; other content under its number is refused.
/// </summary>
internal static class RecordPayeeInvoice
{
    /// <summary>An invoice.</summary>
    /// <param name="InvoiceNo">The sender's number, unique per payee.</param>
    /// <param name="Amount">What it comes to, its own tax included.</param>
    /// <param name="IssuedOn" example="2026-02-03">Its date, such as <c>2026-02-03</c>.</param>
    /// <param name="Tax">The tax that it shows, as a part of the amount; absent: none.</param>
    /// <param name="PeriodStart" example="2026-01-01">The first day that it is for.</param>
    /// <param name="PeriodEnd" example="2026-01-31">The last day that it is for.</param>
    public sealed record Body(
        string InvoiceNo, Money Amount, string IssuedOn, Money? Tax = null, string? PeriodStart = null,
        string? PeriodEnd = null);

    /// <summary>The payee, and the invoice.</summary>
    public sealed record Command(string PayeeId, Body Body) : IRequest<CreatedOrExisting<PayeeInvoice>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/invoices", (
                string payeeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, body), cancel))
            .Describe(
                "recordPayeeInvoice", "Payees", "Record a payee's invoice",
                "Records an invoice that a business payee issued. Where the payout settings require invoices, a "
                    + "payout to a business uses the open invoice of its amount, or the oldest ones that cover it; "
                    + "each invoice is used once. Recording the same invoice again changes nothing. Other content "
                    + "under the same number and invoices of natural persons are refused with 409, an issue date in "
                    + "the future with 422.")
            .Example("""
                {"invoiceNo": "2026-0118", "amount": {"amount": 250000, "currency": "CNY"}, "issuedOn": "2026-02-03",
                 "tax": {"amount": 14151, "currency": "CNY"}, "periodStart": "2026-01-01", "periodEnd": "2026-01-31"}
                """)
            .Scope(Scopes.PayoutsWrite).ForBackends(Roles.Finance)
            .Problems(
                PayeeProblems.PayeeNotFound, InvoiceProblems.InvoiceNoUsed, InvoiceProblems.PayeeNotBusiness,
                InvoiceProblems.DateInFuture, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.InvoiceNo).MerchantId();
            RuleFor(c => c.Body.Amount.Amount).AmountFrom(1);
            RuleFor(c => (Money?)c.Body.Amount).InShopCurrency();
            RuleFor(c => c.Body.Tax).InShopCurrency();
            RuleFor(c => c.Body.Tax!.Amount).Must((c, tax) => tax >= 0 && tax <= c.Body.Amount.Amount)
                .When(c => c.Body.Tax is not null)
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage("tax must be between 0 and the amount.");
            RuleFor(c => c.Body.IssuedOn).Date();
            RuleFor(c => c.Body.PeriodStart).Date().When(c => c.Body.PeriodStart is not null);
            RuleFor(c => c.Body.PeriodEnd).Date().When(c => c.Body.PeriodEnd is not null);
            RuleFor(c => c.Body.PeriodEnd)
                .Must((c, end) => string.CompareOrdinal(c.Body.PeriodStart, end) <= 0)
                .When(c => c.Body is { PeriodStart: not null, PeriodEnd: not null })
                .WithErrorCode("PERIOD_INVALID").WithMessage("A period ends on or after the day on which it starts.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<PayeeInvoice>>
    {
        public Task<CreatedOrExisting<PayeeInvoice>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<PayeeInvoice>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, key, body) = (caller.Shop, Payee.KeyOf(command.PayeeId), command.Body);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            var kind = reads.Payouts.LockPayee(shop.Id, key);
            var standing = reads.Payouts.InvoiceOf(shop.Id, key, body.InvoiceNo);
            await reads.Run(transaction.Cancel);
            if (kind.First is null) throw PayeeProblems.PayeeNotFound.For(command.PayeeId);
            if (kind.First != "business")
                throw InvoiceProblems.PayeeNotBusiness.Because(
                    "The payee is a natural person; only businesses issue invoices.");
            if (standing.First is { } known) return new CreatedOrExisting<PayeeInvoice>(Same(known, body), false);
            var now = state.First!.Now(shop, time);
            if (string.CompareOrdinal(body.IssuedOn, Periods.Text(Periods.DayOf(now, shop.TimeZone))) > 0)
                throw InvoiceProblems.DateInFuture.Because("issuedOn is ahead of the shop's clock.", "#/issuedOn");

            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = shop.Id,
                key,
                body.InvoiceNo,
                amount = body.Amount.Amount,
                tax = body.Tax?.Amount ?? 0,
                body.IssuedOn,
                body.PeriodStart,
                body.PeriodEnd,
                by = caller.Person?.OperatorId,
                now,
            });
            writes.Log(shop.Id, caller, new AuditEntry(
                "payeeInvoice", command.PayeeId, null, new { body.InvoiceNo, body.Amount, body.IssuedOn }));
            var made = writes.Payouts.InvoiceOf(shop.Id, key, body.InvoiceNo);
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<PayeeInvoice>(made.First!.ToInvoice(shop), true);
        }

        private PayeeInvoice Same(InvoiceRow known, Body body)
        {
            if ((known.Amount, known.Tax, known.IssuedOn, known.PeriodStart, known.PeriodEnd)
                != (body.Amount.Amount, body.Tax?.Amount ?? 0, body.IssuedOn, body.PeriodStart, body.PeriodEnd))
                throw InvoiceProblems.InvoiceNoUsed.Because(
                    "Another invoice of this payee has this number; void it first if it is wrong.", "#/invoiceNo");
            return known.ToInvoice(caller.Shop);
        }
    }

    private const string InsertSql = """
        insert into payee_invoices (shop_id, payee_key, invoice_no, amount, tax, issued_on, period_start, period_end,
            recorded_by, recorded_at)
        values (@shop, @key, @invoiceNo, @amount, @tax, @issuedOn, @periodStart, @periodEnd, @by, @now)
        """;
}
