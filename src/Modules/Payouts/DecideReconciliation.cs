using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// A second person approves or rejects a channel's list of paid bills. Approved, it is checked again: bills under way
/// end as paid, lost ones are booked as they were proposed, and once every channel that is set up is reconciled,
/// payouts resume. Where the lost bills come to something else by now, the approval is refused. The same decision again
/// changes nothing.
/// </summary>
public static class DecideReconciliation
{
    /// <summary>The decision.</summary>
    /// <param name="Approve">True books the list, false ends it.</param>
    /// <param name="Note">What there is to say; a rejection needs it.</param>
    public sealed record Body(bool Approve, string? Note = null);

    /// <summary>Of which reconciliation.</summary>
    public sealed record Command(string ReconciliationId, Body Body) : IRequest<PayoutReconciliation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payout-reconciliations/{reconciliationId}/decision", (
                string reconciliationId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(reconciliationId, body), cancel))
            .Describe("decidePayoutReconciliation", "Payouts", "Approve or reject a channel's list of paid bills")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Approver).Refuses(404, 409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note!).Words()
            .When(c => c.Body.Note is not null || !c.Body.Approve);
    }

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk)
        : IRequestHandler<Command, PayoutReconciliation>
    {
        public Task<PayoutReconciliation> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Decide(work, command), cancel);

        private async Task<PayoutReconciliation> Decide(Work work, Command command)
        {
            var (shop, approve) = (caller.Shop, command.Body.Approve);
            var key = PayoutReconciliation.KeyOf(command.ReconciliationId);
            var reading = work.Batch();
            reading.LockReconciliations(shop.Id, desk.Origin, desk.Time.GetUtcNow());
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            var found = reading.Reconciliation(shop.Id, key);
            await reading.Run(work.Cancel);
            var asked = found.First ?? throw Refused.NotFound("payout reconciliation", command.ReconciliationId);
            if (asked.Approved == approve) return asked.ToReconciliation();
            if (asked.Approved is not null)
                throw Refused.Conflict(
                    "RECONCILIATION_DECIDED", $"{asked.DecidedBy} has decided: {Decisions.Status(asked.Approved)}.",
                    "#/approve");
            FourEyes.Check(asked.ProposedBy, caller.RequirePerson());

            var now = state.First!.Now(shop, desk.Time);
            var booked = approve ? await Book(work, asked, settings.First!, now) : asked.ReadFound();
            var writing = work.Batch();
            Keep(writing, command, asked, booked, now);
            var after = writing.Reconciliation(shop.Id, key);
            await writing.Commit(work.Cancel);
            return after.First!.ToReconciliation();
        }

        private async Task<Found> Book(Work work, ReconciliationRow asked, SettingsRow settings, DateTimeOffset now)
        {
            var shop = caller.Shop;
            var rows = asked.ReadPaid();
            var plan = await ReconciliationReading.Plan(work, (shop, settings, now), rows, asked.Channel);
            var checking = work.Batch();
            var own = checking.OwnPayee(
                shop.Id, caller.RequirePerson(), [.. plan.Recoveries.Select(one => one.Customer.CustomerKey)]);
            await checking.Run(work.Cancel);
            own.Refuse();
            var bills = plan.Bills(rows, shop.Money);
            if (!bills.SequenceEqual(asked.ReadFound().Recoveries))
                throw Refused.Conflict(
                    "RECONCILIATION_CHANGED", "The lost bills come to something else now; reject and propose again.");

            var when = new Occasion(shop.Id, now, now);
            var recovering = new RecoveryBooking(work, shop, when, (asked, settings, caller.RequirePerson()));
            var ends = plan.Ends.Select(bill => new BillEnd(bill, "paid", null, null)).ToList();
            foreach (var one in plan.Recoveries)
                ends.Add(new BillEnd(await recovering.Book(rows[one.Row].BillNo, one), "paid", null, null));
            var writing = work.Batch();
            writing.End(when, shop.Currency, ends, "reconciliation");
            var waiting = await Resume(work, writing, asked.Channel, settings, now);
            return new Found(plan.Known, plan.Ends.Count, bills, waiting);
        }

        /// <summary>Lets payouts go on where no channel is left to be asked; else tells which ones are.</summary>
        private async Task<IReadOnlyList<string>> Resume(
            Work work, Batch writing, string channel, SettingsRow settings, DateTimeOffset now)
        {
            var args = new { shop = work.ShopId, channel, word = desk.Origin.Word, now };
            writing.Do(AgreeSql, args);
            var waiting = writing.WaitingChannels(work.ShopId, desk.Origin, channel);
            writing.Do(AskFirstSql, new { shop = work.ShopId, world = Instant.Micro(desk.Time.GetUtcNow()) });
            await writing.Run(work.Cancel);
            if (!settings.Restored) return [];
            if (waiting.List.Count > 0) return waiting.List;
            var resuming = work.Batch();
            resuming.Do(ResumeSql, args);
            await resuming.Run(work.Cancel);
            return [];
        }

        private void Keep(Batch batch, Command command, ReconciliationRow asked, Found booked, DateTimeOffset now)
        {
            batch.Do(DecideSql, new
            {
                shop = caller.Shop.Id,
                key = asked.ReconciliationKey,
                found = Json.Write(booked),
                command.Body.Approve,
                command.Body.Note,
                by = caller.RequirePerson().OperatorId,
                now,
            });
            batch.Log(caller.Shop.Id, caller, new Change(
                "payoutReconciliation", command.ReconciliationId, new { Status = Decisions.Status(null) },
                new { Status = Decisions.Status(command.Body.Approve), booked }, command.Body.Note));
        }
    }

    private const string AgreeSql = """
        insert into payout_channel_origins as o (shop_id, channel, origin)
        values (@shop, @channel, payout_origin(@word))
        on conflict (shop_id, channel) do update set origin = excluded.origin
        """;

    private const string ResumeSql = """
        update payout_settings set origin = payout_origin(@word), updated_at = @now where shop_id = @shop
        """;

    // Whatever the restored database believes of a call, it is a question that comes next.
    private const string AskFirstSql = """
        update payout_bills set attempts = greatest(attempts, 1), first_call_at = coalesce(first_call_at, @world),
            next_call_at = @world
        where shop_id = @shop and closed_at is null and channel = 'wechat'
        """;

    private const string DecideSql = """
        update payout_reconciliations set found = @found::jsonb, approved = @approve, note = @note, decided_by = @by,
            decided_at = @now
        where shop_id = @shop and reconciliation_key = @key
        """;
}
