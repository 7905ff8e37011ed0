using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Referrals;

/// <summary>
/// Names the house account: the customer who earns at depth 1 of the orders whose buyers had no referrer when they
/// paid. It is no binding: a buyer may still be bound later, and no team grows by it. A change counts for the orders
/// recorded from then on; each version is kept, with the person who made it. The house account's own orders have no
/// referrer. Absent or without a value, nobody stands in.
/// </summary>
public static class ChangeReferralSettings
{
    /// <summary>The settings.</summary>
    /// <param name="HouseAccount">Id of a known customer, no guest; absent for none.</param>
    public sealed record Body(string? HouseAccount = null);

    /// <summary>The settings to put.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<ReferralSettings>;

    /// <summary>The settings in force.</summary>
    public sealed record Query : IRequest<ReferralSettings>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/referral-settings", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Command(body, ifMatch), cancel);
                response.Headers.ETag = VersionTag.Of(settings.Version);
                return Show(settings);
            })
            .Describe("putReferralSettings", "Referrals", "Set the house account")
            .Scope(Scopes.ReferralsWrite).ForPersons(Roles.Admin).Refuses(404, 412, 422);
        routes.MapGet("/v1/referral-settings", async Task<Results<Ok<Body>, StatusCodeHttpResult>> (
                HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Query(), cancel);
                return VersionTag.Answer(http, VersionTag.Of(settings.Version), Show(settings));
            })
            .Describe("getReferralSettings", "Referrals", "Get the house account")
            .Scope(Scopes.ReferralsRead).Produces(StatusCodes.Status304NotModified);
    }

    private static Body Show(ReferralSettings settings) => new(settings.House?.CustomerId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.HouseAccount!)
            .MerchantId()
            .Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST").WithMessage("A guest is no house account.")
            .When(c => c.Body.HouseAccount is not null);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, ReferralSettings>, IRequestHandler<Query, ReferralSettings>
    {
        public Task<ReferralSettings> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, work => Set(work, command, person), cancel);
        }

        public async Task<ReferralSettings> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.LatestReferralSettings(caller.Shop.Id), cancel))
                .First?.ToSettings() ?? ReferralSettings.None;

        private async Task<ReferralSettings> Set(Work work, Command command, Person person)
        {
            var read = work.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            read.RaiseSettingsVersion(work.ShopId);
            var state = read.ShopState(work.ShopId);
            var latest = read.LatestReferralSettings(work.ShopId);
            var found = command.Body.HouseAccount is { } id ? read.Find(work.ShopId, id) : null;
            await read.Run(work.Cancel);
            var old = latest.First?.ToSettings() ?? ReferralSettings.None;
            VersionTag.Require(command.IfMatch, old.Version);
            if (Show(old) == command.Body) return old;
            if (found is { First: null })
                throw new Refused(
                    404, "CUSTOMER_NOT_FOUND", $"There is no customer '{command.Body.HouseAccount}'.",
                    "#/houseAccount");
            var house = found?.First is { } customer ? new HouseAccount(customer.Key, customer.CustomerId) : null;
            var write = work.Batch();
            var made = write.Rows<long>(InsertSql, new
            {
                shop = work.ShopId,
                house?.Key,
                setBy = person.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            write.Log(work.ShopId, caller, new Change(
                "referralSettings", "referralSettings", Show(old), command.Body));
            await write.Commit(work.Cancel);
            return new ReferralSettings(made.First, house);
        }
    }

    private const string InsertSql = """
        insert into referral_settings_versions (shop_id, house_key, set_by, recorded_at)
        values (@shop, @key, @setBy, @now)
        returning version
        """;
}
