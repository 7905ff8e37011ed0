using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// Reports that a month's withheld tax was paid to the authority, with its document. It books nothing until another
/// person approves it, and is never more than the month has left to remit, but for the tolerance of the payout
/// settings. The same remittance again is the first one.
/// </summary>
public static class RequestRemittance
{
    /// <summary>What was paid.</summary>
    /// <param name="RemittanceId">The shop's own id.</param>
    /// <param name="Month">The month of payment whose tax it is, such as <c>2026-01</c>.</param>
    /// <param name="Amount">More than 0.</param>
    /// <param name="PaidAt">When the bank paid it.</param>
    /// <param name="Document">The paper that proves it, such as the authority's receipt.</param>
    public sealed record Command(
        string RemittanceId, string Month, Money Amount, DateTimeOffset PaidAt, string Document)
        : IRequest<Made<TaxRemittance>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/tax-remittances", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe("requestTaxRemittance", "Payouts", "Report a remittance of withheld tax")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance).Refuses(409, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.RemittanceId).MerchantId();
            RuleFor(c => c.Month).Must(TaxMonth.IsMonth).WithErrorCode("MONTH_INVALID")
                .WithMessage("A month is written 2026-01.");
            RuleFor(c => c.Amount.Amount).AmountFrom(1);
            RuleFor(c => (Money?)c.Amount).InShopCurrency();
            RuleFor(c => c.Document).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutDesk desk)
        : IRequestHandler<Command, Made<TaxRemittance>>
    {
        public Task<Made<TaxRemittance>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, work => Request(work, command), cancel);

        private async Task<Made<TaxRemittance>> Request(Work work, Command command)
        {
            var shop = caller.Shop;
            var reading = work.Batch();
            var state = reading.ShopState(shop.Id);
            var settings = reading.PayoutSettings(shop.Id, desk.Origin);
            var found = reading.Remittance(shop.Id, command.RemittanceId);
            var month = reading.TaxMonths(shop, command.Month, null, 1);
            await reading.Run(work.Cancel);
            if (found.First is { } known) return new Made<TaxRemittance>(Same(known, command), false);
            var heard = state.First!.Hear(shop, desk.Time, command.PaidAt, "#/paidAt");
            month.First.RequireRoom(command.Amount.Amount, settings.First!);

            var writing = work.Batch();
            if (heard.MovesClock) writing.MoveClock(shop.Id, heard.RecordedAt);
            writing.Do(InsertSql, new
            {
                shop = shop.Id,
                command.RemittanceId,
                command.Month,
                command.Amount.Amount,
                command.PaidAt,
                command.Document,
                by = caller.RequirePerson().OperatorId,
                now = heard.RecordedAt,
            });
            writing.Log(shop.Id, caller, new Change("taxRemittance", command.RemittanceId, null, command));
            var made = writing.Remittance(shop.Id, command.RemittanceId);
            await writing.Commit(work.Cancel);
            return new Made<TaxRemittance>(made.First!.ToRemittance(shop), true);
        }

        private TaxRemittance Same(RemittanceRow known, Command command)
        {
            if ((known.Month, known.Amount, known.PaidAt, known.Document)
                != (command.Month, command.Amount.Amount, command.PaidAt, command.Document))
                throw Refused.Conflict(
                    "REMITTANCE_ID_REUSED", "Another remittance was reported under this id.", "#/remittanceId");
            return known.ToRemittance(caller.Shop);
        }
    }

    private const string InsertSql = """
        insert into tax_remittances (shop_id, remittance_id, month, amount, paid_at, document, requested_by,
            requested_at)
        values (@shop, @remittanceId, @month, @amount, @paidAt, @document, @by, @now)
        """;
}
