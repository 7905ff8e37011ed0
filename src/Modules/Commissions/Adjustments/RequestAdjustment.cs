using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Adjustments;

/// <summary>
/// Requests an adjustment of a partner's balance, with a reason and a document. It moves nothing until another person
/// approves it; a repeated request under the same id counts once. An adjustment never exceeds the shop's limit.
/// </summary>
internal static class RequestAdjustment
{
    /// <summary>What is asked for.</summary>
    /// <param name="AdjustmentId">The shop's own id.</param>
    /// <param name="CustomerId">The partner.</param>
    /// <param name="Kind">`credit`, `debit`, `repayment`, `writeOff`, `taxRefund` or `taxCharge`.</param>
    /// <param name="Amount">More than 0.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Document">The paper that proves it.</param>
    /// <param name="TaxMonth">For a correction of tax, and only there: the month in which it was withheld.</param>
    public sealed record Command(
        string AdjustmentId, string CustomerId, string Kind, Money Amount, string Reason, string Document,
        string? TaxMonth = null) : IRequest<CreatedOrExisting<Adjustment>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/adjustments", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "requestAdjustment", "Settlement", "Request an adjustment",
                "Requests a correction of a partner's balance: a credit, debit, repayment or write-off, or a "
                    + "correction of withheld tax, with a reason and a supporting document. No money moves until "
                    + "another person approves it. Repeating the same request under its id returns it unchanged; "
                    + "another request under that id is rejected, as is an unknown customer or an amount above the "
                    + "shop's limit. A tax correction names the month of the tax.")
            .Example("""
                {"adjustmentId": "adj-2026-02-1", "customerId": "c-1001", "kind": "repayment",
                 "amount": {"amount": 1500, "currency": "CNY"}, "reason": "Debt of January paid by bank transfer",
                 "document": "BOC 20260205-118"}
                """)
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Finance)
            .Problems(
                AdjustmentProblems.AdjustmentIdReused, PaymentLimitProblems.AdjustmentExceedsLimit,
                CustomerProblems.CustomerUnknown, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const string TaxMonthRule = "taxMonth is required for a tax correction and not allowed otherwise.";

        public Validator()
        {
            RuleFor(c => c.AdjustmentId).MerchantId();
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Kind).OneOf(AdjustmentKinds.Known);
            RuleFor(c => c.Amount.Amount).AmountFrom(1);
            RuleFor(c => (Money?)c.Amount).InShopCurrency();
            RuleFor(c => c.Reason).Words();
            RuleFor(c => c.Document).Words();
            RuleFor(c => c.TaxMonth).Month().WithErrorCode("TAX_MONTH_INVALID").WithMessage(TaxMonthRule)
                .When(c => AdjustmentKinds.CorrectsTax(c.Kind));
            RuleFor(c => c.TaxMonth).Null().WithErrorCode("TAX_MONTH_INVALID").WithMessage(TaxMonthRule)
                .When(c => !AdjustmentKinds.CorrectsTax(c.Kind));
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Adjustment>>
    {
        public Task<CreatedOrExisting<Adjustment>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Request(transaction, command, caller.RequirePerson()), cancel);

        private async Task<CreatedOrExisting<Adjustment>> Request(
            ShopTransaction transaction, Command command, Person person)
        {
            var reads = transaction.Batch();
            var state = reads.ShopState(transaction.ShopId);
            var customer = reads.FindCustomer(transaction.ShopId, command.CustomerId);
            var found = reads.Commissions.Adjustment(transaction.ShopId, command.AdjustmentId);
            var limits = reads.InForce(PaymentLimits.Setting, transaction.ShopId);
            await reads.Run(transaction.Cancel);
            if (found.First is { } kept) return new CreatedOrExisting<Adjustment>(Same(kept, command, person), false);
            if (customer.First is null)
                throw CustomerProblems.CustomerUnknown.Because(
                    $"There is no customer '{command.CustomerId}'.", "#/customerId");
            AdjustmentKinds.RequireWithin(limits.Content, command.Amount.Amount);

            var asked = new Adjustment(
                command.AdjustmentId, command.CustomerId, command.Kind, command.Amount, command.Reason,
                command.Document, "waiting", person.OperatorId, state.First!.Now(caller.Shop, time), null, null, null,
                command.TaxMonth);
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = transaction.ShopId,
                asked.AdjustmentId,
                customer.First.Key,
                asked.Kind,
                asked.Amount.Amount,
                asked.Reason,
                asked.Document,
                asked.RequestedBy,
                asked.RequestedAt,
                asked.TaxMonth,
            });
            writes.Log(
                transaction.ShopId, caller, new AuditEntry(
                    "adjustment", asked.AdjustmentId, null, asked, asked.Reason));
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<Adjustment>(asked, true);
        }

        private Adjustment Same(AdjustmentRow kept, Command command, Person person)
        {
            var asked = new Command(
                kept.AdjustmentId, kept.CustomerId, kept.Kind, caller.Shop.Money(kept.Amount), kept.Reason,
                kept.Document, kept.TaxMonth);
            if (asked != command || kept.RequestedBy != person.OperatorId)
                throw AdjustmentProblems.AdjustmentIdReused.Because(
                    "This adjustmentId belongs to another request.", "#/adjustmentId");
            return kept.ToAdjustment(caller.Shop);
        }
    }

    private const string InsertSql = """
        insert into adjustments (shop_id, adjustment_id, customer_key, kind, amount, reason, document, requested_by,
            recorded_at, tax_month)
        values (@shop, @adjustmentId, @key, @kind, @amount, @reason, @document, @requestedBy, @requestedAt,
            @taxMonth)
        """;
}
