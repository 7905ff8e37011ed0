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
        : IRequest<(Versioned<ReferralSettings> Settings, PreparedDecision? Waits)>;

    /// <summary>The customer who earns where a buyer has no referrer, as a decision of two persons.</summary>
    private const string DecisionKind = "houseAccount";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/referral-settings", async (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) =>
            {
                var (settings, waits) = await mediator.Send(new Command(body, ifMatch), cancel);
                response.Headers.ETag = EntityTag.Of(settings.Version);
                return new Confirmed<Body>(Show(settings.Content), waits);
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
        routes.MapGetSetting<Body>("/v1/referral-settings")
            .Describe(
                "getReferralSettings", "Referrals", "Get the referral settings",
                "Returns the house account in force; it is absent if the shop has none.")
            .Scope(Scopes.ReferralsRead);
    }

    internal static Body Show(ReferralSettings settings) => new(settings.House?.CustomerId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.HouseAccount!)
            .MerchantId()
            .Must(id => !Guest.Is(id)).WithErrorCode("CUSTOMER_IS_GUEST")
            .WithMessage("A guest cannot be the house account.")
            .When(c => c.Body.HouseAccount is not null);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, (Versioned<ReferralSettings>, PreparedDecision?)>,
            IRequestHandler<GetSetting<Body>, Versioned<Body>>
    {
        public Task<(Versioned<ReferralSettings>, PreparedDecision?)> Handle(
            Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Set(transaction, command, person), cancel);
        }

        public async Task<Versioned<Body>> Handle(GetSetting<Body> query, CancellationToken cancel) =>
            (await db.InForce(ReferralSettings.Setting, caller.Shop.Id, cancel)).As(Show);

        private async Task<(Versioned<ReferralSettings>, PreparedDecision?)> Set(
            ShopTransaction transaction, Command command, Person person)
        {
            var change = new SettingChange<ReferralSettings>(ReferralSettings.Setting, transaction, caller, time);
            var found = command.Body.HouseAccount is { } id
                ? change.Reads.FindCustomer(transaction.ShopId, id)
                : null;
            var prepared = change.Reads.Prepared(transaction.ShopId, DecisionKind, "");
            await change.Begin(command.IfMatch);
            if (found is { First: null })
                throw CustomerProblems.CustomerNotFound.Because(
                    $"Customer '{command.Body.HouseAccount}' not found.", "#/houseAccount");
            var house = found?.First is { } customer ? new HouseAccount(customer.Key, customer.CustomerId) : null;
            if (change.InForce.Content.House == house) return (change.InForce, null);
            var two = new SecondPerson(DecisionKind, "", command.Body, person, Roles.Admin, Roles.Approver);
            var confirmed = house is null ? null : two.Confirmed(prepared.First);
            if (house is not null) await transaction.RefuseOwnMoney(person, [house.Key]);
            if (house is not null && confirmed is null)
                return (change.InForce, await two.Wait(transaction, prepared.First, caller, change.Now));
            change.Writes.EndPrepared(transaction.ShopId, (prepared.First, confirmed), person, change.Now);
            var next = change.Keep(new ReferralSettings(house), confirmed?.PreparedBy);
            return (await change.Commit(next), null);
        }
    }
}
