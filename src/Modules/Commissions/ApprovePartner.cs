using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>
/// An operator approves a person as a partner, once and for all. Where that was the last condition of a tier, the
/// person is promoted to it at once.
/// </summary>
public static class ApprovePartner
{
    /// <summary>Who approves.</summary>
    public sealed record Body(string ApprovedBy);

    /// <summary>Whom to approve; approving again changes nothing.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Answer>;

    /// <summary>An approval, and whether this request made it.</summary>
    public sealed record Answer(Result Result, bool Made);

    /// <summary>An approval.</summary>
    /// <param name="CustomerId">The person.</param>
    /// <param name="ApprovedBy">Who approved first.</param>
    /// <param name="ApprovedAt">When, by the shop's clock.</param>
    /// <param name="PromotedTo">The tier that the approval gave, if any.</param>
    public sealed record Result(string CustomerId, string ApprovedBy, DateTimeOffset ApprovedAt, string? PromotedTo);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{customerId}/approvals", async (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Command(customerId, body), cancel);
                return Results.Json(answer.Result, Json.Options, statusCode: answer.Made ? 201 : 200);
            })
            .Describe("approvePartner", "Commissions", "Approve a person as a partner").Scope(Scopes.CommissionsWrite)
            .Produces<Result>(StatusCodes.Status201Created).Produces<Result>().Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.ApprovedBy)
            .Must(name => !string.IsNullOrWhiteSpace(name) && name.Length <= 200 && !name.Any(char.IsControl))
            .WithErrorCode("NAME_INVALID").WithMessage("A name has 1 to 200 characters, not only spaces.");
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, CommissionSettingsCache cache)
        : IRequestHandler<Command, Answer>
    {
        public Task<Answer> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var read = work.Batch();
                var found = read.Find(work.ShopId, command.CustomerId);
                var state = read.ShopState(work.ShopId);
                await read.Run(cancel);
                var key = found.OrNotFound(command.CustomerId).Key;
                var now = state.First!.Now(caller.Shop, time);

                var approve = work.Batch();
                var made = approve.Rows<long>(
                    ApproveSql, new { shop = work.ShopId, key, command.Body.ApprovedBy, now });
                // An order under way counts for the person too: the one who comes second sees both.
                approve.Await(work.ShopId, [key]);
                await approve.Run(cancel);
                var promotions = made.List.Count == 0 ? [] : await Reached(work, key, state.First);

                var write = work.Batch();
                write.Promote(new Occasion(work.ShopId, now, now), Cause, promotions);
                var result = write.Rows<Result>(FindSql, new { shop = work.ShopId, key });
                await write.Commit(cancel);
                return new Answer(result.First!, made.List.Count > 0);
            }, cancel);

        private async Task<List<Promotion>> Reached(Work work, long key, ShopState state)
        {
            var settings = await cache.Get(work, state.SettingsVersion);
            var read = work.Batch();
            var standings = read.Standings(work.ShopId, [key], DateTimeOffset.UnixEpoch);
            await read.Run(work.Cancel);
            var standing = standings.First!;
            var reached = TierRules.Reached(settings.Tiers, standing.TierNow, standing.Numbers());
            return reached is null ? [] : [new Promotion(key, "", standing.TierNow, reached, standing.SeqNow)];
        }
    }

    private const string Cause = "approval";

    private const string ApproveSql = """
        insert into partner_approvals (shop_id, customer_key, approved_by, recorded_at)
        values (@shop, @key, @approvedBy, @now)
        on conflict (shop_id, customer_key) do nothing
        returning customer_key
        """;

    private const string FindSql = $"""
        select c.customer_id, a.approved_by, a.recorded_at as approved_at, (
            select h.tier from partner_history h
            where h.shop_id = @shop and h.customer_key = @key and h.cause = '{Cause}'
            order by h.seq limit 1) as promoted_to
        from partner_approvals a join customers c on c.shop_id = a.shop_id and c.customer_key = a.customer_key
        where a.shop_id = @shop and a.customer_key = @key
        """;
}
