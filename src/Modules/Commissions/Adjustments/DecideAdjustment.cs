using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Adjustments;

/// <summary>
/// Approves or rejects an adjustment. The person is neither the requester nor the owner of the balance. An approval
/// books one movement, in the statement of the period in which it was approved. It may not exceed the shop's limit, a
/// repayment or a write-off not the debt, and a tax refund not the tax withheld for its month.
/// </summary>
internal static class DecideAdjustment
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">True moves the money, false ends the matter.</param>
    /// <param name="Note">What there is to say; a rejection needs it.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>The adjustment to decide on.</summary>
    public sealed record Command(string AdjustmentId, Body Body) : IRequest<Adjustment>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/adjustments/{adjustmentId}/decision", (
                string adjustmentId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(adjustmentId, body), cancel))
            .Describe(
                "decideAdjustment", "Settlement", "Decide an adjustment",
                "Approves or rejects an adjustment. An approval books one movement, which appears in the statement of "
                    + "the period in which it was approved. The person must not be the requester and cannot approve an "
                    + "adjustment of their own balance. The API rejects a repayment or write-off above the debt, a tax "
                    + "refund above the tax withheld for its month, and an amount above the shop's limit. Repeating "
                    + "the same decision changes nothing; the opposite one is rejected.")
            .Example("""{"approve": true, "note": "Seen on the bank's statement"}""")
            .Scope(Scopes.CommissionsWrite).ForPersons(Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, OperatorProblems.SamePerson, AdjustmentProblems.AdjustmentNotFound,
                AdjustmentProblems.AdjustmentDecided, OperatorProblems.FirstPersonMissing,
                AdjustmentProblems.AdjustmentExceedsDebt, PaymentLimitProblems.AdjustmentExceedsLimit,
                AdjustmentProblems.AdjustmentExceedsTax, AdjustmentProblems.TaxMonthNotBegun,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, TaxOfMonth taxOfMonth)
        : IRequestHandler<Command, Adjustment>
    {
        public Task<Adjustment> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Decide(transaction, command, caller.RequirePerson()), cancel);

        private async Task<Adjustment> Decide(ShopTransaction transaction, Command command, Person person)
        {
            var shop = caller.Shop;
            var asking = await Read(transaction, command.AdjustmentId);
            if (Decided(asking, command) is { } before) return before;
            FourEyes.Check(asking.RequestedBy, person);

            var holding = transaction.Batch();
            holding.Commissions.LockPeople(shop.Id, [asking.CustomerKey]);
            // Read once no other request can decide it, and no run can close the period of this time.
            var state = holding.ShopState(shop.Id);
            var again = holding.Commissions.Adjustment(shop.Id, command.AdjustmentId);
            var limits = holding.InForce(PaymentLimits.Setting, shop.Id);
            var own = holding.OwnCustomer(shop.Id, person, [asking.CustomerKey]);
            await holding.Run(transaction.Cancel);
            if (Decided(again.First!, command) is { } other) return other;
            var now = state.First!.Now(shop, time);
            if (command.Body.Approve)
            {
                own.Refuse();
                AdjustmentKinds.RequireWithin(limits.Content, asking.Amount);
                await Check(transaction, asking, now);
            }

            var made = asking with
            {
                Approved = command.Body.Approve,
                DecidedBy = person.OperatorId,
                DecidedAt = now,
                Note = command.Body.Note,
            };
            await Keep(transaction, asking, made);
            return made.ToAdjustment(shop);
        }

        private static async Task<AdjustmentRow> Read(ShopTransaction transaction, string adjustmentId)
        {
            var reads = transaction.Batch();
            var found = reads.Commissions.Adjustment(transaction.ShopId, adjustmentId);
            await reads.Run(transaction.Cancel);
            return found.First ?? throw AdjustmentProblems.AdjustmentNotFound.For(adjustmentId);
        }

        private Adjustment? Decided(AdjustmentRow kept, Command command)
        {
            if (kept.Approved is null) return null;
            var adjustment = kept.ToAdjustment(caller.Shop);
            if (kept.Approved != command.Body.Approve)
                throw AdjustmentProblems.AdjustmentDecided.Because(
                    $"{kept.DecidedBy} already decided: {adjustment.Status}.", "#/approve");
            return adjustment;
        }

        private Task Check(ShopTransaction transaction, AdjustmentRow asking, DateTimeOffset now) =>
            AdjustmentKinds.CorrectsTax(asking.Kind)
                ? CheckTax(transaction, asking, now) : CheckDebt(transaction, asking, now);

        /// <summary>Only what was withheld can be given back, and only who was paid can pay back.</summary>
        private async Task CheckTax(ShopTransaction transaction, AdjustmentRow asking, DateTimeOffset now)
        {
            if (Periods.Last(asking.TaxMonth!, caller.Shop.TimeZone, now) is null)
                throw AdjustmentProblems.TaxMonthNotBegun.Because(
                    "The tax month has not begun; no tax is withheld in it yet.");
            var giver = AdjustmentKinds.Move(asking.Kind).From;
            var reads = transaction.Batch();
            var balance = reads.Rows<long>(BalanceSql, new
            {
                shop = transaction.ShopId,
                unit = caller.Shop.Currency,
                asking.CustomerKey,
                account = giver,
            });
            var withheld = taxOfMonth(reads, caller.Shop, asking.CustomerKey, asking.TaxMonth!);
            await reads.Run(transaction.Cancel);
            if (asking.Amount > balance.First)
                throw AdjustmentProblems.AdjustmentExceedsTax.Because(
                    $"The amount exceeds the {giver} balance of {balance.First}.");
            if (asking.Kind == AdjustmentKinds.TaxRefund && asking.Amount > withheld.First)
                throw AdjustmentProblems.AdjustmentExceedsTax.Because(
                    $"Only {withheld.First} is withheld for {asking.TaxMonth}; request one adjustment for each month.");
        }

        private async Task CheckDebt(ShopTransaction transaction, AdjustmentRow asking, DateTimeOffset now)
        {
            if (!AdjustmentKinds.LessensDebt(asking.Kind)) return;
            var reads = transaction.Batch();
            var balance = reads.Commissions.AvailableBalances(
                transaction.ShopId, caller.Shop.Currency, [asking.CustomerKey], now);
            await reads.Run(transaction.Cancel);
            var debt = Math.Max(-balance.First!.Balance, 0);
            if (asking.Amount > debt)
                throw AdjustmentProblems.AdjustmentExceedsDebt.Because($"The amount exceeds the debt of {debt}.");
        }

        private async Task Keep(ShopTransaction transaction, AdjustmentRow asked, AdjustmentRow made)
        {
            var shop = caller.Shop;
            var at = made.DecidedAt!.Value;
            var writes = transaction.Batch();
            writes.Do(InsertSql, new
            {
                shop = shop.Id,
                made.AdjustmentKey,
                made.Approved,
                made.Note,
                made.DecidedBy,
                at,
            });
            if (made.Approved == true) Book(writes, made, at);
            writes.Log(shop.Id, caller, new AuditEntry(
                "adjustment", made.AdjustmentId, asked.ToAdjustment(shop), made.ToAdjustment(shop), made.Note));
            await writes.Commit(transaction.Cancel);
        }

        private void Book(SqlBatch writes, AdjustmentRow made, DateTimeOffset at)
        {
            var shop = caller.Shop;
            // Payouts sum corrections by the month in which they are said to have happened.
            var happened = made.TaxMonth is { } month ? Periods.Last(month, shop.TimeZone, at)!.Value : at;
            writes.Book(
                [
                    new Movement(
                        AdjustmentKinds.Move(made.Kind), shop.Currency, made.CustomerKey, made.Amount,
                        made.AdjustmentKey),
                ],
                new PostingContext(shop.Id, happened, at));
        }
    }

    private const string BalanceSql = """
        select coalesce(sum(case @account when to_account then amount when from_account then -amount end), 0)::bigint
        from movements where shop_id = @shop and customer_key = @customerKey and unit = @unit
        """;

    private const string InsertSql = """
        insert into adjustment_decisions (shop_id, adjustment_key, approved, note, decided_by, recorded_at)
        values (@shop, @adjustmentKey, @approved, @note, @decidedBy, @at)
        """;
}
