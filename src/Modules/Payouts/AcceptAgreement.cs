using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>Records which version of the agreement a payee accepted, and when; the first time counts.</summary>
public static class AcceptAgreement
{
    /// <summary>What was accepted.</summary>
    /// <param name="Version">The shop's name of the version.</param>
    /// <param name="AcceptedAt">When; absent: now.</param>
    public sealed record Body(string Version, DateTimeOffset? AcceptedAt = null);

    /// <summary>Who accepted it; sending it again changes nothing.</summary>
    public sealed record Command(string PayeeId, Body Body) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/payees/{payeeId}/agreements", (
                string payeeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(payeeId, body), cancel))
            .Describe("acceptAgreement", "Payees", "Record that a payee accepted the agreement")
            .Scope(Scopes.PayoutsWrite).Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Version).MerchantId();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, Vault vault)
        : IRequestHandler<Command, Payee>
    {
        public Task<Payee> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var key = Payee.KeyOf(command.PayeeId);
                var reading = work.Batch();
                var state = reading.ShopState(work.ShopId);
                var found = reading.Rows<long>(FindSql, new { shop = work.ShopId, key });
                await reading.Run(cancel);
                if (found.List.Count == 0) throw Refused.NotFound("payee", command.PayeeId);
                var now = state.First!.Now(caller.Shop, time);
                var acceptedAt = command.Body.AcceptedAt ?? now;
                state.First.Hear(caller.Shop, time, acceptedAt, "#/acceptedAt");

                var writing = work.Batch();
                writing.Do(AcceptSql, new { shop = work.ShopId, key, command.Body.Version, acceptedAt, now });
                var payees = writing.Payees(vault, work.ShopId, [key]);
                await writing.Commit(cancel);
                return payees()[0];
            }, cancel);
    }

    private const string FindSql = "select payee_key from payees where shop_id = @shop and payee_key = @key";

    private const string AcceptSql = """
        insert into payee_agreements (shop_id, payee_key, version, accepted_at, recorded_at)
        values (@shop, @key, @version, @acceptedAt, @now)
        on conflict (shop_id, payee_key, version) do nothing
        """;
}
