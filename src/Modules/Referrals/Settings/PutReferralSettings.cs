using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Referrals.Settings;

/// <summary>
/// Sets the house account: the customer who earns at depth 1 of the orders whose buyers had no referrer when they paid.
/// It is not a binding: a buyer may still be bound later, and no team grows by it. A change applies to orders recorded
/// afterwards; each version is kept, with the person who made it. The house account's own orders have no referrer.
/// Absent or without a value, the shop has none. A new house account waits (202) until a second administrator or an
/// approver sends the same; a person cannot name their own customer account.
/// </summary>
internal static class PutReferralSettings
{
    /// <summary>The settings.</summary>
    /// <param name="HouseAccount">Id of a known customer, no guest; absent for none.</param>
    public sealed record Body(string? HouseAccount = null);

    /// <summary>The settings to put.</summary>
    public sealed record Command(Body Body, string? IfMatch)
        : IRequest<(ReferralSettings Settings, PreparedDecision? Waits)>;

    /// <summary>The settings in force.</summary>
    public sealed record Query : IRequest<ReferralSettings>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/referral-settings", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) =>
            {
                var (settings, waits) = await mediator.Send(new Command(body, ifMatch), cancel);
                response.Headers.ETag = EntityTag.Of(settings.Version);
                return new Confirmed<Body>(Show(settings), waits);
            })
            .Describe(
                "putReferralSettings", "Referrals", "Set the referral settings",
                "Sets or removes the house account: the customer who earns at depth 1 of orders whose buyers had no "
                    + "referrer when they paid. It is not a binding: a buyer can still be bound later, and no team "
                    + "grows. A new house account waits (202) until a second person sends the same settings; "
                    + "removing it takes effect at once. A change applies to orders recorded afterwards, and each "
                    + "version is kept; sending the settings in force changes nothing. The API refuses a guest, an "
                    + "unknown customer, and a person's own customer account.")
            .Example("""{"houseAccount": "c-1000"}""")
            .Tagged()
            .Scope(Scopes.ReferralsWrite).ForPersons(Roles.Admin, Roles.Approver)
            .Problems(
                OperatorProblems.OwnMoney, CustomerProblems.CustomerNotFound, CommonProblems.ChangedMeanwhile,
                CommonProblems.ValidationFailed);
        routes.MapGet("/v1/referral-settings", async Task<Results<Ok<Body>, StatusCodeHttpResult>> (
                HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Query(), cancel);
                return EntityTag.Answer(http, EntityTag.Of(settings.Version), Show(settings));
            })
            .Describe(
                "getReferralSettings", "Referrals", "Get the referral settings",
                "Returns the house account in force; it is absent if the shop has none.")
            .Tagged()
            .Scope(Scopes.ReferralsRead).Produces(StatusCodes.Status304NotModified);
    }

    private static Body Show(ReferralSettings settings) => new(settings.House?.CustomerId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.HouseAccount!)
            .MerchantId()
            .Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
            .WithMessage("A guest cannot be the house account.")
            .When(c => c.Body.HouseAccount is not null);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, (ReferralSettings, PreparedDecision?)>, IRequestHandler<Query, ReferralSettings>
    {
        public Task<(ReferralSettings, PreparedDecision?)> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Set(transaction, command, person), cancel);
        }

        public async Task<ReferralSettings> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.Referrals.LatestReferralSettings(caller.Shop.Id), cancel))
                .First?.ToSettings() ?? ReferralSettings.None;

        private async Task<(ReferralSettings, PreparedDecision?)> Set(
            ShopTransaction transaction, Command command, Person person)
        {
            var read = transaction.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            read.RaiseSettingsVersion(transaction.ShopId);
            var state = read.ShopState(transaction.ShopId);
            var latest = read.Referrals.LatestReferralSettings(transaction.ShopId);
            var found = command.Body.HouseAccount is { } id ? read.FindCustomer(transaction.ShopId, id) : null;
            var prepared = read.Prepared(transaction.ShopId, PreparedDecision.HouseAccount, "");
            await read.Run(transaction.Cancel);
            var old = latest.First?.ToSettings() ?? ReferralSettings.None;
            EntityTag.Require(command.IfMatch, old.Version);
            if (Show(old) == command.Body) return (old, null);
            if (found is { First: null })
                throw CustomerProblems.CustomerNotFound.Because(
                    $"Customer '{command.Body.HouseAccount}' not found.", "#/houseAccount");
            var house = found?.First is { } customer ? new HouseAccount(customer.Key, customer.CustomerId) : null;
            var now = state.First!.Now(caller.Shop, time);
            var confirmed = house is null ? null : Second(command.Body, person).Confirmed(prepared.First);
            if (house is not null) await transaction.RefuseOwnMoney(person, [house.Key]);
            if (house is not null && confirmed is null)
                return (old, await Second(command.Body, person).Wait(transaction, prepared.First, caller, now));
            var write = transaction.Batch();
            write.EndPrepared(transaction.ShopId, (prepared.First, confirmed), person, now);
            var made = write.Rows<long>(InsertSql, new
            {
                shop = transaction.ShopId,
                house?.Key,
                setBy = person.OperatorId,
                confirmed?.PreparedBy,
                now,
            });
            write.Log(transaction.ShopId, caller, new AuditEntry(
                "referralSettings", "referralSettings", Show(old), command.Body));
            await write.Commit(transaction.Cancel);
            return (new ReferralSettings(made.First, house), null);
        }

        private static SecondPerson Second(Body body, Person person) => new(
            PreparedDecision.HouseAccount, "", body, person, Roles.Admin, Roles.Approver);
    }

    private const string InsertSql = """
        insert into referral_settings_versions (shop_id, house_key, set_by, prepared_by, recorded_at)
        values (@shop, @key, @setBy, @preparedBy, @now)
        returning version
        """;
}
