using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Membership;

/// <summary>
/// Sets what an order's value earns. A change counts for the orders that come; what was granted is taken back at the
/// rate of then.
/// </summary>
public static class ChangeMembershipSettings
{
    private const int MaxBps = 100_000;
    private const string RangeRule = "Must be between {From} and {To}.";

    /// <summary>Rates in basis points: 100 is one point per 100 minor units of value.</summary>
    public sealed record Body(int PointsPerUnitBps, int GrowthPerUnitBps);

    /// <summary>The rates to set.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<EarningRates>;

    /// <summary>The rates in force.</summary>
    public sealed record Query : IRequest<EarningRates>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/membership-settings", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) =>
            {
                var rates = await mediator.Send(new Command(body, ifMatch), cancel);
                response.Headers.ETag = VersionTag.Of(rates.Version);
                return Show(rates);
            })
            .Describe("putMembershipSettings", "Membership", "Set what orders earn")
            .Scope(Scopes.MembershipWrite).Refuses(412, 422);
        routes.MapGet("/v1/membership-settings", async Task<Results<Ok<Body>, StatusCodeHttpResult>> (
                HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var rates = await mediator.Send(new Query(), cancel);
                return VersionTag.Answer(http, VersionTag.Of(rates.Version), Show(rates));
            })
            .Describe("getMembershipSettings", "Membership", "Show what orders earn")
            .Scope(Scopes.MembershipRead).Produces(StatusCodes.Status304NotModified);
    }

    private static Body Show(EarningRates rates) => new(rates.PointsBps, rates.GrowthBps);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.PointsPerUnitBps).InclusiveBetween(0, MaxBps).WithErrorCode("OUT_OF_RANGE")
                .WithMessage(RangeRule);
            RuleFor(c => c.Body.GrowthPerUnitBps).InclusiveBetween(0, MaxBps).WithErrorCode("OUT_OF_RANGE")
                .WithMessage(RangeRule);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, EarningRates>, IRequestHandler<Query, EarningRates>
    {
        public Task<EarningRates> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var read = work.Batch();
                // First, because it locks the shop's row: of two changes at once the second sees the first.
                read.RaiseSettingsVersion(work.ShopId);
                var state = read.ShopState(work.ShopId);
                var rates = read.Rows<EarningRates>(MemberCatalogues.RatesSql, new { shop = work.ShopId });
                await read.Run(cancel);
                var old = rates.First ?? EarningRates.Default;
                VersionTag.Require(command.IfMatch, old.Version);
                if (Show(old) == command.Body) return old;
                var next = new EarningRates(
                    old.Version + 1, command.Body.PointsPerUnitBps, command.Body.GrowthPerUnitBps);
                var now = state.First!.Now(caller.Shop, time);
                var write = work.Batch();
                write.Do(InsertSql, new { shop = work.ShopId, next.Version, next.PointsBps, next.GrowthBps, now });
                write.Log(work.ShopId, caller, new Change(
                    "membershipSettings", "membershipSettings", Show(old), command.Body));
                await write.Commit(cancel);
                return next;
            }, cancel);

        public async Task<EarningRates> Handle(Query query, CancellationToken cancel) =>
            await db.First<EarningRates>(
                caller.Shop.Id, MemberCatalogues.RatesSql, new { shop = caller.Shop.Id }, cancel)
            ?? EarningRates.Default;
    }

    private const string InsertSql = """
        insert into membership_settings_versions (shop_id, version, points_bps, growth_bps, recorded_at)
        values (@shop, @version, @pointsBps, @growthBps, @now)
        """;
}
